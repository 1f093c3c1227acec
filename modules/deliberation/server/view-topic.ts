import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { notFound } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { prospectsOf } from '@gongzhi/kernel/server/prospects-of.ts'
import { findDocket, readDocket } from '@gongzhi/kernel/server/store-act.ts'
import type { endpoints } from '../contract.ts'
import { kindOf } from '../rules/bodies.ts'
import { bodiesFor, concernOf, deciderOf, mayDecide, reservedFor } from '../rules/concerns.ts'
import { mandatedOn } from '../rules/mandate.ts'
import type { Ground } from '../rules/rows.ts'
import { topic as procedure } from '../rules/topic.ts'
import { mandatesIn } from './goes-to.ts'
import { entryOf, isoOf, placeOf, publicReach } from './reading.ts'
import { loadTopic, readTopic } from './store.ts'
import { findMandates } from './store-mandate.ts'
import { findOrigin, findTopic, journalOf, listTopics } from './store-view.ts'
import { topicSubject } from './topic-subject.ts'

const SIZE = 20
/** Not looked through yet: for whoever is signed in, not for everybody (P6); a council’s resolution is public already. */
const BEFORE_REVIEW = ['proposed', 'returned', 'withdrawn']
const ALL = [
  ...new Set([procedure.initial, ...procedure.final, ...Object.values(procedure.acts).flatMap(({ from }) => from)]),
] as string[]

/** A topic as a line of a list. */
export const topicRowOf = (row: Row, actor: Actor) => ({
  id: row.id as string,
  number: row.number as string,
  title: row.title as string,
  state: row.state as string,
  unit: placeOf(row.unit_code as string),
  body: kindOf(row.body as string),
  concerns: row.concerns as string,
  grants: row.grants as { concerns: string[]; until: string } | null,
  supports: row.supports as number,
  mine: row.party !== null && row.party === actor.account,
  supported: row.supported as boolean,
  openedAt: (row.opened_at as Date).toISOString(),
  dueAt: isoOf(row.due_at),
  refusal:
    row.ground === null
      ? null
      : {
          ground: row.ground as Ground,
          text: row.ground_text as string,
          article: row.article as string | null,
        },
  meeting: row.meeting as string | null,
  resolution: row.resolution as string | null,
})

/** Handles GET /topics: those of a stretch; `state` several, by commas. */
export const topicList = async ({ env, actor, query }: Context<typeof endpoints.topics>) => {
  const { county, scope } = publicReach(actor, query.unit)
  if (!query.unit.startsWith(county)) return { rows: [], next: null }
  const asked = query.state?.split(',')
  const states = asked ? ALL.filter((state) => asked.includes(state)) : ALL
  const hidden = actor.account === null ? BEFORE_REVIEW : []
  const [found = []] = await env.db.batch(scope, [
    listTopics(county, actor.account, {
      unit: query.unit,
      body: query.body ?? null,
      ...{ states, hidden },
      before: query.before ?? null,
      size: SIZE,
    }),
  ])
  return {
    rows: found.map((row) => topicRowOf(row, actor)),
    next: found.length === SIZE ? (found.at(-1)?.id as string) : null,
  }
}

/** Handles GET /topics/:id. */
export const viewTopic = async ({ env, actor, params, query }: Context<typeof endpoints.topic>) => {
  const { county, scope } = publicReach(actor, query.county)
  const [found = [], loaded = [], dockets = [], origins = [], standing = [], journal = []] = await env.db.batch(scope, [
    findTopic(county, actor.account, params.id),
    loadTopic(county, params.id),
    findDocket(county, params.id),
    findOrigin(county, params.id),
    findMandates(county, params.id),
    journalOf(county, params.id),
  ])
  const [row, stored, held] = [found[0], loaded[0], dockets[0]]
  if (!row || !stored || !held) throw notFound()
  if (actor.account === null && row.origin === null && BEFORE_REVIEW.includes(row.state as string)) throw notFound()
  const origin = origins[0]
  const mandates = mandatesIn([standing])
  const mandated = mandatedOn(mandates.mandates, isoDay(dayOf(env.now())))
  const still = reservedFor(kindOf(row.body as string), row.concerns as string)
  const { law, article, mark } = concernOf(row.concerns as string)
  return {
    ...topicRowOf(row, actor),
    text: row.text as string,
    photos: row.photos as string[],
    rounds: row.rounds as number,
    appeal: row.appeal as string | null,
    appealAnswer: row.appeal_answer as string | null,
    reserved: { by: still && deciderOf(row.concerns as string), law, article, mark },
    goesTo: origin
      ? bodiesFor(row.concerns as string).filter(
          (body) => body !== kindOf(row.body as string) && mayDecide(body, row.concerns as string, mandated),
        )
      : [],
    origin: origin ? { id: origin.id as string, number: origin.number as string, title: origin.title as string } : null,
    // who supports it is shown to nobody
    entries: journal
      .filter(({ act }) => act !== 'support' && act !== 'unsupport')
      .map((entry) => entryOf(entry, actor)),
    prospects: prospectsOf(env, topicSubject, readTopic(stored), readDocket(held), actor, {
      supports: row.supported,
      ...mandates,
    }),
  }
}
