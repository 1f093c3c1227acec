import type { AddressInfo } from 'node:net'
import type { IdentityPorts } from '@gongzhi/identity/server'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Listener } from '@gongzhi/kernel/server/module.ts'
import { buildServer } from '@gongzhi/kernel/server/serve.ts'
import { newId } from '../../identity/server/new-id.ts'
import { tryIdentity } from '../../identity/server/trial.ts'
import type { Channels } from './channels.ts'
import { createNotices, noticeStatement, planOnce, sendDue, type Telling } from './index.ts'

const answered = { sort: 'result', tell: 'answered', next: 'visit' } as const

/** Notices with a real database and real HTTP, for tests; `channels` may be changed as it goes. */
export const tryNotices = async (
  channels: { -readonly [K in keyof Channels]: Channels[K] } = {},
  ports: Parameters<typeof tryIdentity>[0] = {},
) => {
  let url: string | undefined
  let notices: ReturnType<typeof createNotices> | undefined
  const heldToo: IdentityPorts['heldToo'] = async (env, actor) => (await notices?.heldOf(env, actor)) ?? []
  const t = await tryIdentity({ heldToo, ...ports }, (crypto) => {
    notices = createNotices({
      crypto,
      channels,
      about: async (_env, actor) => (actor.kind === 'staff' ? { met: null } : undefined),
      databaseUrl: () => url,
    })
    return [notices.module]
  })
  url = t.url
  if (!notices) throw new Error('no notices')
  const { module, hub } = notices
  const closing: (() => Promise<unknown>)[] = []
  /** A server process of its own on the same database, over real HTTP. */
  const serve = async () => {
    const own = createNotices({ crypto: t.crypto, channels, about: async () => undefined, databaseUrl: () => url })
    const app = await buildServer({
      env: t.env,
      modules: [t.identity.module, own.module],
      whoIs: (token) => t.identity.whoIs(t.env, token),
      visitor: { actor: t.nobody, session: null, name: null },
      demo: false,
      perMinute: 1_000_000,
      ready: async () => true,
      log: () => undefined,
    })
    await app.listen({ port: 0, host: '127.0.0.1' })
    const close = async () => {
      await own.hub.close()
      await app.close()
    }
    closing.push(close)
    return { origin: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`, hub: own.hub, close }
  }
  let now = Date.parse('2026-11-20T09:00:00+08:00')
  const wait = (ms: number) => {
    now += ms
    t.setNow(now)
  }
  const until = (at: string) => {
    now = Date.parse(at)
    t.setNow(now)
  }
  let people = 0
  /** A resident, signed in, with a phone of their own. */
  const someone = () => {
    wait(1)
    return t.resident(`136000000${String(++people).padStart(2, '0')}`)
  }
  /** Tells somebody something, as a listener would. */
  const notify = async (account: string | null, said: Partial<Telling> = {}) => {
    wait(1)
    await t.env.db.batch(noScope, [
      noticeStatement({
        county: t.county,
        account,
        subject: newId(now),
        number: '2026-M-0001',
        title: '村口的灯',
        kind: 'answer',
        is: answered,
        at: now,
        ...said,
      }),
    ])
  }
  const plan = () => planOnce(t.env)
  const send = (channel: 'sms' | 'mail' | 'robot') => sendDue({ env: t.env, crypto: t.crypto, channels }, channel)
  return {
    ...t,
    listeners: (module.listeners ?? []) as readonly Listener[],
    hub,
    channels,
    now: () => now,
    wait,
    until,
    someone,
    notify,
    plan,
    send,
    serve,
    close: async () => {
      for (const close of closing) await close()
      await hub.close()
      await t.close()
    },
  }
}
