import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { Problem } from '@gongzhi/kernel/problem.ts'
import { systemActor } from '@gongzhi/kernel/reach.ts'
import { performAct, scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { Webhook } from 'standardwebhooks'
import { nextTry, webhookTimes } from '../rules/index.ts'
import { giveUp } from './give-up.ts'
import type { Sent } from './send.ts'
import { post } from './send.ts'
import { claimDeliveries, forgetDeliveries, markDelivered, markFailed } from './store-delivery.ts'
import { tellingCounties } from './store-webhook.ts'
import type { ConnectionsPorts } from './subscribe.ts'
import { openSecret } from './subscribe.ts'
import { isTelling } from './tell.ts'

const DAY = 86_400_000
const GONE = 410

/** The `webhook-id` header of a message. */
export const messageId = (delivery: string): string => `msg_${delivery}`

/** Headers of the Standard Webhooks convention; signed with the old secret too while it is good. */
const signed = (ports: ConnectionsPorts, r: Row, now: number): Record<string, string> => {
  const id = messageId(r.id as string)
  const old = r.old_until instanceof Date && now < r.old_until.getTime() ? [r.old_secret_enc as string] : []
  const signatures = [r.secret_enc as string, ...old].map((sealed) =>
    new Webhook(openSecret(ports.crypto, sealed)).sign(id, new Date(now), r.body as string),
  )
  return {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Gongzhi-Webhooks',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now / 1000)),
    'webhook-signature': signatures.join(' '),
  }
}

/** The clock's act that disables a webhook; somebody may have been quicker. */
const stopTelling = async (env: Env, county: string, webhook: string, delivery: string, error: string) => {
  const input = { day: isoDay(dayOf(env.now())), error }
  const key = derivedId('connections.give-up', county, webhook, delivery, String(env.now()))
  try {
    await performAct(env, giveUp, webhook, input, { actor: systemActor(county), key })
  } catch (problem) {
    if (!(problem instanceof Problem && problem.body.status === 409)) throw problem
  }
}

const settle = async (env: Env, county: string, r: Row, sent: Sent): Promise<void> => {
  const scope = scopeOf(systemActor(county))
  const id = r.id as string
  const webhook = r.webhook as string
  if (sent.error === null) {
    await env.db.batch(scope, markDelivered(county, id, webhook, sent.status ?? 0, sent.ms))
    return
  }
  const now = env.now()
  const gone = sent.status === GONE
  const due = gone ? undefined : nextTry(r.tries as number, now)
  const failed = {
    ...sent,
    error: sent.error,
    id,
    webhook,
    now: new Date(now),
    due: due === undefined ? null : new Date(due),
  }
  const [, failing] = await env.db.batch(scope, markFailed(county, failed))
  const since = failing?.[0]?.failing_since
  const long = since instanceof Date && now - since.getTime() >= DAY
  if (gone || (due === undefined && long)) await stopTelling(env, county, webhook, id, sent.error)
}

/** Sends what is due in every county; answers how many were tried. Several processes may do it at the same time. */
export const deliverDue = async (env: Env, ports: ConnectionsPorts, timeoutMs?: number): Promise<number> => {
  if (!isTelling()) return 0
  const [counties = []] = await env.db.batch(noScope, [tellingCounties])
  let count = 0
  for (const { county } of counties as { county: string }[]) {
    const now = env.now()
    const [due = []] = await env.db.batch(scopeOf(systemActor(county)), [claimDeliveries(county, new Date(now), 50)])
    await Promise.all(
      due.map(async (r) => {
        const sent = await post(r.url as string, signed(ports, r, now), r.body as string, ports.hosts, timeoutMs)
        await settle(env, county, r, sent)
      }),
    )
    count += due.length
  }
  return count
}

/** Drops what has been in the log for its time. */
export const forgetSent = async (env: Env): Promise<void> => {
  const [counties = []] = await env.db.batch(noScope, [tellingCounties])
  for (const { county } of counties as { county: string }[])
    await env.db.batch(scopeOf(systemActor(county)), [
      forgetDeliveries(county, new Date(env.now() - webhookTimes.logMs)),
    ])
}
