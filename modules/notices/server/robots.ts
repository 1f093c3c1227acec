import { invalid, notFound, notYours, Problem } from '@gongzhi/kernel/problem.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import type { endpoints } from '../contract.ts'
import { inUnit, keepsRobot } from './access.ts'
import type { Channels, Fault } from './channels.ts'
import { openRobot, sealRobot } from './seal.ts'
import { dropRobot, findRobot, keepRobot } from './store-person.ts'

/** Handles GET /notices/robot: for whoever sits in the unit. */
export const robot =
  (crypto: Crypto) =>
  async ({ env, actor, query }: Context<typeof endpoints.robot>) => {
    if (!inUnit(actor, query.org)) throw notFound()
    const [rows = []] = await env.db.batch(noScope, [findRobot(actor.county, query.org)])
    const row = rows[0]
    return {
      on: row !== undefined,
      host: row ? new URL(openRobot(crypto, row.url_enc as string)).host : null,
      fault: typeof row?.fault === 'string' ? { code: row.fault, at: (row.fault_at as Date).toISOString() } : null,
      mayChange: keepsRobot(actor, query.org),
    }
  }

/** Handles PUT /notices/robot: only an address that answers to a first message is kept. */
export const setRobot =
  (crypto: Crypto, channels: Channels) =>
  async ({ env, actor, body }: Context<typeof endpoints.setRobot>) => {
    const { county, account } = actor
    if (!inUnit(actor, body.org) || account === null) throw notFound()
    if (!keepsRobot(actor, body.org)) throw notYours('set-robot')
    if (body.url === null) {
      await env.db.batch(noScope, [dropRobot(county, body.org)])
      return { done: true as const }
    }
    if (!channels.robot) throw new Problem(503, 'no-robot')
    if (!channels.robot.allows(body.url)) throw invalid([{ pointer: '/body/url', code: 'not-a-robot' }])
    try {
      await channels.robot.send(env, body.url, '【共治】本群已接通。这里只发编号、类别和期限。')
    } catch (error) {
      throw invalid([
        { pointer: '/body/url', code: 'robot-silent', detail: (error as Partial<Fault>).code ?? 'failed' },
      ])
    }
    await env.db.batch(noScope, [
      keepRobot(county, body.org, sealRobot(crypto, body.url), account, new Date(env.now())),
    ])
    return { done: true as const }
  }
