import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { openCrypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Module } from '@gongzhi/kernel/server/module.ts'
import { openSecrets } from '@gongzhi/kernel/server/secrets.ts'
import { buildServer } from '@gongzhi/kernel/server/serve.ts'
import type { TestEnv } from '@gongzhi/kernel/server/testing.ts'
import { testEnv } from '@gongzhi/kernel/server/testing.ts'
import { territory } from '@gongzhi/territory/server'
import type { HeldPost, IdentityPorts } from './house.ts'
import { createIdentity } from './index.ts'

const PLACES: Readonly<Record<string, string>> = {
  '441226000000': '德庆县',
  '441226102000': '官圩镇',
  '441226102201': '金林村',
  '441226102202': '红中村',
}
const county = '441226'

/** An identity with a real database and real HTTP, for tests; `posts` by account id. */
export const tryIdentity = async (
  ports: Partial<IdentityPorts> = {},
  further: (crypto: IdentityPorts['crypto'], dir: string) => readonly Module[] = () => [],
) => {
  const dir = mkdtempSync(join(tmpdir(), 'gongzhi-trial-'))
  const crypto = openCrypto(openSecrets(dir, {}))
  const posts = new Map<string, HeldPost[]>()
  const sent: { to: string; text: string; id: string | undefined }[] = []
  const identity = createIdentity({
    crypto,
    demo: false,
    sms: { send: async (_env, to, text, id) => void sent.push({ to, text, id }) },
    postsOf: async (_env, _county, account) => posts.get(account) ?? [],
    placeName: async (_env, code) => PLACES[code],
    ...ports,
  })
  const modules = [territory, identity.module, ...further(crypto, dir)]
  const nobody: Actor = { kind: 'visitor', county: '', account: null, posts: [] }
  const t: TestEnv = await testEnv({ modules })
  const app = await buildServer({
    env: t.env,
    modules: modules.slice(1),
    whoIs: (token) => identity.whoIs(t.env, token),
    visitor: { actor: nobody, session: null, name: null },
    demo: ports.demo === true,
    perMinute: 100_000,
    strict: true,
    ready: async () => true,
    log: () => undefined,
  })
  let address = 0
  /** A browser: keeps its cookie; `ask` answers status and body. */
  const browser = () => {
    let cookie: string | undefined
    const ask = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, key?: string) => {
      const answer = await app.inject({
        method,
        url: `/api${path}`,
        // an address of its own each time: the limits a minute are tested elsewhere
        remoteAddress: `10.0.${++address >> 8}.${address & 255}`,
        headers: {
          ...(cookie ? { cookie: `gongzhi=${cookie}` } : {}),
          ...(key ? { 'idempotency-key': key } : {}),
          ...(Buffer.isBuffer(body) ? { 'content-type': 'image/jpeg' } : {}),
        },
        ...(body === undefined ? {} : { payload: body as Record<string, unknown> }),
      })
      const set = answer.cookies.find((c) => c.name === 'gongzhi')
      if (set) cookie = set.value === '' ? undefined : set.value
      const text = answer.headers['content-type']?.includes('json') === true
      return { status: answer.statusCode, body: text ? answer.json() : answer.body, raw: answer }
    }
    return { ask, cookie: () => cookie }
  }
  /** Signs a resident in by phone; the code is read off the message. */
  const resident = async (phone: string) => {
    const page = browser()
    const asked = await page.ask('POST', '/session/codes', { county, phone })
    const code = /验证码(\d{6})/.exec(sent.at(-1)?.text ?? '')?.[1]
    if (asked.status !== 200 || code === undefined) throw new Error(`no code: ${JSON.stringify(asked.body)}`)
    const session = (await page.ask('POST', '/sessions/phone', { county, phone, code })).body
    return { ...page, account: session.account as string, code }
  }
  return {
    ...t,
    dir,
    crypto,
    posts,
    sent,
    browser,
    resident,
    county,
    nobody,
    identity,
    close: async () => {
      await app.close()
      await t.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
