import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { SmsGateway } from '@gongzhi/identity/server'
import { uuidv7 } from '@gongzhi/kernel/ids.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Statement } from '@gongzhi/kernel/server/db.ts'
import type { Context, Listener, Module } from '@gongzhi/kernel/server/module.ts'
import { bind } from '@gongzhi/kernel/server/module.ts'
import { endpoints } from '../contract.ts'
import type { SmsNext, SmsStep } from '../rules/index.ts'
import { smsText } from '../rules/index.ts'
import { sendDueSms } from './send-sms.ts'
import type { Notice } from './store.ts'
import { countUnread, forgetAccount, insertNotice, insertSms, listNotices, markRead } from './store.ts'

export { sendDueSms } from './send-sms.ts'

export type NoticesPorts = {
  readonly crypto: Crypto
  /** None: messages stay in the queue. */
  readonly sms?: SmsGateway | undefined
}

/** A message to one person: stands in the transaction of the listener that knows the receivers. `at` in ms. */
export const noticeStatement = (notice: Omit<Notice, 'id'>): Statement =>
  insertNotice({ ...notice, id: uuidv7(notice.at, randomBytes(10)) })

/** A text message to be sent at `due` (ms): number, step, what to do, and nothing of the matter itself. */
export const smsStatement = (sms: {
  readonly county: string
  /** Whose it is, so that closing the account takes it back; null for a reporter without one. */
  readonly account: string | null
  /** As sealed by identity: see `sealPhone`, `sealedPhoneOf`. */
  readonly phoneEnc: string
  readonly number: string
  readonly step: SmsStep
  readonly next: SmsNext
  readonly due: number
}): Statement =>
  insertSms({
    county: sms.county,
    id: uuidv7(sms.due, randomBytes(10)),
    account: sms.account,
    phoneEnc: sms.phoneEnc,
    text: smsText(sms.number, sms.step, sms.next),
    due: sms.due,
  })

// a query code shows one matter: the other messages of its party are not for whoever holds it
const receiverOf = ({ actor }: Pick<Context<typeof endpoints.list>, 'actor'>): string | null =>
  actor.kind === 'visitor' ? null : actor.account

const list = async (context: Context<typeof endpoints.list>) => {
  const { env, actor, query } = context
  const account = receiverOf(context)
  if (account === null) return { unread: 0, rows: [] }
  const [rows = [], unread = []] = await env.db.batch(scopeOf(actor), [
    listNotices(actor.county, account, query.before ?? null),
    countUnread(actor.county, account),
  ])
  return {
    unread: Number(unread[0]?.n ?? 0),
    rows: rows.map((row) => ({
      id: row.id as string,
      at: (row.at as Date).toISOString(),
      subject: row.subject as string,
      number: row.number as string,
      title: row.title as string,
      kind: row.kind as string,
      read: row.read as boolean,
    })),
  }
}

const read = async (context: Context<typeof endpoints.read>) => {
  const { env, actor, body } = context
  const account = receiverOf(context)
  if (account === null) return { unread: 0 }
  const [, unread = []] = await env.db.batch(scopeOf(actor), [
    markRead(actor.county, account, body.ids, new Date(env.now())),
    countUnread(actor.county, account),
  ])
  return { unread: Number(unread[0]?.n ?? 0) }
}

/** A closed account gets no more messages, and keeps none (个保法 Art. 47). */
const hearClosing: Listener = {
  id: 'notices.hear-closing',
  kinds: ['account'],
  hear: async (_env, tx, fact) => {
    if (fact.act === 'close') await tx.rows(forgetAccount(fact.county, fact.subject))
  },
}

/** Messages in the app, and the queue of the SMS gateway. */
export const createNotices = ({ crypto, sms }: NoticesPorts): Module => ({
  id: 'notices',
  migrations: fileURLToPath(new URL('../migrations', import.meta.url)),
  routes: [bind(endpoints.list, list), bind(endpoints.read, read)],
  listeners: [hearClosing],
  chores: sms
    ? [
        {
          id: 'notices.send-sms',
          everyMs: 5_000,
          run: async (env) => {
            await sendDueSms(env, crypto, sms)
          },
        },
      ]
    : [],
})
