import { notFound } from '@gongzhi/kernel/problem.ts'
import { prospects } from '@gongzhi/kernel/procedure.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import { capacityFor } from '@gongzhi/kernel/server/docket.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { readDocket } from '@gongzhi/kernel/server/store-act.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { findOrg, findPlace } from '@gongzhi/territory/server'
import type { endpoints } from '../contract.ts'
import { type LocalRuleState, levelOfPlace, localRule, settable } from '../rules/index.ts'
import { localRuleAccess } from './access.ts'
import { holderOf, localRuleSubject } from './local-rule-subject.ts'
import { readLocalRule, rulesAt } from './store.ts'

const placeOf = (code: string) => ({ code, name: findPlace(code)?.short ?? code })

const keeps = (actor: Actor, place: string): boolean => {
  const holderOrg = holderOf(place)
  const at = { id: '', unitCode: place, holderOrg, holder: null, party: null, sealedFrom: null }
  return (
    place.startsWith(actor.county || '-') &&
    capacityFor(localRuleAccess['draft-rule'], actor, at, holderOrg === null ? [] : [holderOrg]) !== undefined
  )
}

const shown = (env: Env, actor: Actor, stored: Row) => {
  const [row, docket] = [readLocalRule(stored), readDocket(stored)]
  const holder = docket.holderOrg === null ? [] : [docket.holderOrg]
  return {
    id: docket.id,
    number: docket.number,
    state: docket.state,
    place: placeOf(row.place),
    rule: row.rule,
    said: row.said as never,
    from: row.from,
    until: row.until,
    publishedAt: row.publishedAt === null ? null : new Date(row.publishedAt).toISOString(),
    publishedBy: row.publishedBy === null ? null : (findOrg(row.publishedBy)?.name ?? row.publishedBy),
    replaced: row.replacedBy !== null,
    reason: row.reason,
    prospects: prospects(
      localRule,
      docket.state as LocalRuleState,
      localRuleSubject.facts({ row, now: env.now(), input: {} } as never),
    )
      .filter(({ act }) => capacityFor(localRuleAccess[act as 'publish-rule'], actor, docket, holder) !== undefined)
      .map(({ act, unmet, asks, from }) => ({ act, unmet, asks, from: [...from] })),
  }
}

/** Handles GET /local-rules: a place's own rules and those of its county; drafts for those who keep them. */
export const viewRules = async ({ env, actor, query }: Context<typeof endpoints.localRules>) => {
  const { place } = query
  const level = levelOfPlace(place)
  if (!findPlace(place) || level === undefined) throw notFound()
  const county = place.slice(0, 6)
  const mine = keeps(actor, place)
  const places = [...new Set([place, `${county}000000`])]
  const [rows = []] = await env.db.batch({ ...scopeOf(actor), scopes: [county] }, [rulesAt(county, places, mine)])
  return {
    place: placeOf(place),
    keeps: mine,
    settable: [...settable]
      .filter(([, { by }]) => by.includes(level))
      .map(([id, { share, amount }]) => ({
        id,
        share: share ? [...share] : null,
        amount: amount ? [...amount] : null,
      })) as never,
    rows: rows
      // a village's keeper reads no draft of the county
      .filter((row) => row.published_at !== null || row.place === place)
      .map((row) => shown(env, actor, row)),
  }
}
