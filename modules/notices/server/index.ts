import { fileURLToPath } from 'node:url'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Listener, Module } from '@gongzhi/kernel/server/module.ts'
import { bind } from '@gongzhi/kernel/server/module.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { endpoints } from '../contract.ts'
import type { Channels } from './channels.ts'
import { demoWaiting } from './demo-waiting.ts'
import { heldOf } from './held.ts'
import { createHub } from './hub.ts'
import { confirm, list, read } from './inbox.ts'
import { addMail, dropMail, proveIt } from './mail-address.ts'
import { planOnce } from './plan.ts'
import { prefer, preference } from './preference.ts'
import { type About, handOver, receipts } from './receipts.ts'
import { robot, setRobot } from './robots.ts'
import { CHANNELS, sendDue } from './send.ts'
import { forgetAccount } from './store.ts'
import { sweepMessages } from './store-message.ts'
import { stream } from './stream.ts'
import { unsubscribe } from './unsubscribe.ts'

export type { Channels } from './channels.ts'
export { planOnce } from './plan.ts'
export type { About } from './receipts.ts'
export { sendDue } from './send.ts'
export { channelsFrom } from './settings.ts'
export type { Telling } from './tell.ts'
export { noticeStatement, robotStatement } from './tell.ts'

export type NoticesPorts = {
  readonly crypto: Crypto
  /** Ways out; one that is missing keeps its messages waiting. */
  readonly channels: Channels
  /** What the later module that keeps a subject says of it. */
  readonly about: About
  /** Where this process LISTENs for what the others do; none: it hears only itself. */
  readonly databaseUrl?: () => string | undefined
}

/** A closed account gets no more messages, and keeps none (个保法 Art. 47). */
const hearClosing: Listener = {
  id: 'notices.hear-closing',
  kinds: ['account'],
  wants: ({ act }) => act === 'close',
  hear: async (_env, tx, fact) => {
    await tx.rows(forgetAccount(fact.county, fact.subject))
  },
}

const HOUR = 3_600_000

/** Messages in the app with live counts, SMS, mail and group robots, and receipts. `hub.close` ends every stream. */
export const createNotices = (ports: NoticesPorts) => {
  const { crypto, channels, about } = ports
  const hub = createHub(ports.databaseUrl ?? (() => undefined))
  const e = endpoints
  const plan = async (env: Env) => {
    await planOnce(env)
  }
  const module: Module = {
    id: 'notices',
    migrations: fileURLToPath(new URL('../migrations', import.meta.url)),
    routes: [
      bind(e.list, list),
      bind(e.read, read(hub)),
      bind(e.confirm, confirm(hub)),
      bind(e.stream, stream(hub)),
      bind(e.preference, preference(crypto, channels)),
      bind(e.prefer, prefer),
      bind(e.addMail, addMail(crypto, channels)),
      bind(e.proveMail, proveIt(crypto)),
      bind(e.dropMail, dropMail),
      bind(e.unsubscribe, unsubscribe(crypto)),
      bind(e.receipts, receipts(about)),
      bind(e.handOver, handOver(about)),
      bind(e.robot, robot(crypto)),
      bind(e.setRobot, setRobot(crypto, channels)),
      bind(e.demoWaiting, demoWaiting),
    ],
    listeners: [hearClosing],
    chores: [
      { id: 'notices.plan', everyMs: 250, run: plan },
      { id: 'notices.streams', everyMs: 5_000, everywhere: true, run: hub.sweep },
      ...CHANNELS.filter((channel) => channels[channel]).map((channel) => ({
        id: `notices.send-${channel}`,
        everyMs: 5_000,
        run: async (env: Env) => {
          await sendDue({ env, crypto, channels }, channel)
        },
      })),
      {
        id: 'notices.sweep',
        everyMs: HOUR,
        run: async (env) => {
          await env.db.batch(noScope, [sweepMessages(new Date(env.now()))])
        },
      },
    ],
  }
  return { module, hub, heldOf: heldOf(crypto) }
}
