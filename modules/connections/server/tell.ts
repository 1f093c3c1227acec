import { hash } from 'node:crypto'
import { uuidv7 } from '@gongzhi/kernel/ids.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Fact, Listener } from '@gongzhi/kernel/server/module.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { findOrg, findPlace } from '@gongzhi/territory/server'
import type * as z from 'zod'
import type { matterMessage } from '../contract.ts'
import { eventOf } from '../rules/index.ts'
import { addDelivery } from './store-delivery.ts'
import { findTold, tellingCounties } from './store-webhook.ts'
import { instantIn } from './target.ts'

type Message = z.output<typeof matterMessage>

/** Whether any system is told of anything: without one, acts leave nothing behind for this listener. */
let telling = false
export const startTelling = (): void => {
  telling = true
}
export const isTelling = (): boolean => telling

/** Looks whether any system is told of anything; before listening, and every few seconds for what other processes add. */
export const loadTelling = async (env: Env): Promise<void> => {
  const [rows = []] = await env.db.batch(noScope, [tellingCounties])
  telling = rows.length > 0
}

/** A time-ordered id that follows from its parts: a fact heard again makes no second message. */
export const deliveryId = (at: number, ...parts: readonly string[]): string =>
  uuidv7(at, hash('sha256', parts.join('\n'), 'buffer').subarray(0, 10))

/** What is told of a matter: selected, field by field. */
const messageOf = (type: string, fact: Fact, r: Row): Message => {
  const unit = r.unit_code as string
  const holder = r.holder_org as string | null
  return {
    type: type as Message['type'],
    timestamp: new Date(fact.at).toISOString(),
    data: {
      id: fact.subject,
      number: r.number as string,
      variant: r.variant as Message['data']['variant'],
      category: r.category as string,
      level: r.level as string,
      unit: { code: unit, name: findPlace(unit)?.short ?? unit },
      state: fact.to,
      from: fact.from,
      holder: holder === null ? null : { org: holder, name: findOrg(holder)?.name ?? holder },
      openedAt: instantIn(r.opened_at) ?? '',
      dueAt: instantIn(r.due_at),
      closedAt: instantIn(r.closed_at),
      outcome: r.outcome as Message['data']['outcome'],
      seq: fact.seq,
    },
  }
}

/** Puts what happened to a matter into the queue of each system that is told of it. */
export const tell: Listener = {
  id: 'connections.tell',
  kinds: ['matter'],
  apart: true,
  wants: (fact) => telling && eventOf(fact) !== undefined,
  hear: async (_env, tx, fact) => {
    const type = eventOf(fact)
    if (type === undefined) return
    const told = await tx.rows(findTold(fact.county, fact.subject, type, new Date(fact.at)))
    const first = told[0]
    if (!first) return
    const body = JSON.stringify(messageOf(type, fact, first))
    for (const { webhook, number } of told as { webhook: string; number: string }[])
      await tx.rows(
        addDelivery({
          county: fact.county,
          id: deliveryId(fact.at, fact.county, fact.subject, String(fact.seq), webhook),
          webhook,
          type,
          number,
          body,
          at: fact.at,
        }),
      )
  },
}
