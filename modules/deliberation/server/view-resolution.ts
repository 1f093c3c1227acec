import { dayNumber, dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { notFound } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { prospectsOf } from '@gongzhi/kernel/server/prospects-of.ts'
import { findDocket, readDocket } from '@gongzhi/kernel/server/store-act.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import type { Verdict } from '@gongzhi/law/rules'
import { findSeal } from '@gongzhi/record/server'
import type { endpoints } from '../contract.ts'
import { categoryOf, kindOf } from '../rules/bodies.ts'
import { bodiesFor, concernOf, deciderOf, mayDecide } from '../rules/concerns.ts'
import { mandatedOn } from '../rules/mandate.ts'
import type { Counts } from '../rules/rows.ts'
import { mandatesIn } from './goes-to.ts'
import { entryOf, isoOf, orgOf, placeOf, publicReach } from './reading.ts'
import { resolutionSubject, taskSubject } from './resolution-subject.ts'
import { spoken } from './spoken.ts'
import { findMandates } from './store-mandate.ts'
import {
  findReferredTo,
  findResolution,
  findTask,
  listPromises,
  listResolutions,
  loadResolution,
  readResolution,
  readTask,
  tasksOf,
} from './store-resolution.ts'
import { journalOf } from './store-view.ts'

const SIZE = 20
const today = (env: Env) => isoDay(dayOf(env.now()))

/** A promise as a line; what can be done with it, for whoever asks. */
export const taskRowOf = (env: Env, actor: Actor, row: Row) => {
  const task = readTask(row)
  const state = row.docket_state as string
  const docket = {
    ...blank,
    county: row.county as string,
    id: row.id as string,
    kind: 'task',
    category: categoryOf(task.body),
    unitCode: task.unitCode,
    state,
    holderOrg: row.holder_org as string | null,
  }
  const laid = row.laid_before === null ? undefined : { meeting: row.laid_before, present: row.present }
  return {
    id: row.id as string,
    number: row.docket_number as string,
    state,
    text: task.text,
    clause: task.clause,
    org: orgOf(task.org),
    owner: task.owner,
    until: task.until,
    left: dayNumber(task.until) - dayOf(env.now()),
    progress: task.progress,
    evidence: task.evidence,
    photos: [...task.photos],
    extended: task.extended,
    extension: task.extension,
    struckAt: isoOf(task.struckAt),
    hands: task.hands,
    laidBefore: (row.laid_before as string | null) ?? null,
    resolution: {
      id: task.resolution,
      number: row.resolution_number as string,
      title: row.resolution_title as string,
    },
    prospects: prospectsOf(env, taskSubject, task, docket, actor, { laid }),
  }
}
const blank = { holder: null, party: null, sealedFrom: null }

const rowOf = (row: Row) => ({
  id: row.id as string,
  number: row.number as string,
  title: row.title as string,
  state: row.state as string,
  unit: placeOf(row.unit_code as string),
  at: (row.opened_at as Date).toISOString(),
  tasks: row.tasks as number,
  struck: row.struck as number,
  late: row.late as number,
})

/** Handles GET /resolutions. */
export const resolutionList = async ({ env, actor, query }: Context<typeof endpoints.resolutions>) => {
  const { county, scope } = publicReach(actor, query.unit)
  if (!query.unit.startsWith(county)) return { rows: [], next: null }
  const [found = []] = await env.db.batch(scope, [
    listResolutions(county, today(env), { unit: query.unit, before: query.before ?? null, size: SIZE }),
  ])
  return { rows: found.map(rowOf), next: found.length === SIZE ? (found.at(-1)?.id as string) : null }
}

/** Handles GET /promises: what resolutions promised, for everybody to see (D15, P6: offices, not people's lives). */
export const promiseList = async ({ env, actor, query }: Context<typeof endpoints.promises>) => {
  const { county, scope } = publicReach(actor, query.unit)
  if (!query.unit.startsWith(county)) return { rows: [], next: null }
  const [found = []] = await env.db.batch(scope, [
    listPromises(county, {
      unit: query.unit,
      struck: query.struck === 'true',
      before: query.before ?? null,
      size: SIZE,
    }),
  ])
  return {
    rows: found.map((row) => taskRowOf(env, actor, row)),
    next: found.length === SIZE ? (found.at(-1)?.id as string) : null,
  }
}

/** Handles GET /tasks/:id. */
export const viewTask = async ({ env, actor, params, query }: Context<typeof endpoints.task>) => {
  const { county, scope } = publicReach(actor, query.county)
  const [found = [], journal = []] = await env.db.batch(scope, [
    findTask(county, params.id),
    journalOf(county, params.id),
  ])
  const [row] = found
  if (!row) throw notFound()
  return { ...taskRowOf(env, actor, row), entries: journal.map((entry) => entryOf(entry, actor)) }
}

/** Handles GET /resolutions/:id. */
export const viewResolution = ({ env, actor, params, query }: Context<typeof endpoints.resolution>) =>
  resolutionOf(env, actor, params.id, query.county)

/** A resolution as everybody may see it. */
export const resolutionOf = async (env: Env, actor: Actor, id: string, asked?: string) => {
  const params = { id }
  const { county, scope } = publicReach(actor, asked)
  const [found = [], loaded = [], dockets = [], gone = [], standing = [], tasks = [], journal = []] =
    await env.db.batch(scope, [
      findResolution(county, today(env), params.id),
      loadResolution(county, params.id),
      findDocket(county, params.id),
      findReferredTo(county, params.id),
      findMandates(county, params.id),
      tasksOf(county, params.id),
      journalOf(county, params.id),
    ])
  const [row, stored, held] = [found[0], loaded[0], dockets[0]]
  if (!row || !stored || !held) throw notFound()
  const reserved = row.reserved as string | null
  const { law, article } = concernOf(row.concerns as string)
  const mandates = mandatesIn([standing])
  const mandated = mandatedOn(mandates.mandates, today(env))
  return {
    ...rowOf(row),
    text: row.text as string,
    clauses: row.clauses as { text: string }[],
    body: kindOf(row.body as string),
    grants: row.grants as { concerns: string[]; until: string } | null,
    reserved: reserved === null ? null : { by: deciderOf(row.concerns as string) ?? reserved, law, article },
    goesTo:
      reserved === null
        ? []
        : bodiesFor(row.concerns as string).map((body) => ({
            body,
            may: mayDecide(body, row.concerns as string, mandated),
          })),
    referredTo: gone[0]
      ? {
          id: gone[0].id as string,
          number: gone[0].number as string,
          body: kindOf(gone[0].body as string),
          state: gone[0].state as string,
          resolution: gone[0].resolution as string | null,
        }
      : null,
    meeting: {
      id: row.meeting as string,
      number: row.meeting_number as string,
      title: row.meeting_title as string,
      startsAt: (row.starts_at as Date).toISOString(),
    },
    topic: { id: row.topic as string, number: row.topic_number as string, title: row.topic_title as string },
    counts: row.counts as Counts | null,
    entitled: row.entitled as number,
    present: row.present as number,
    verdicts: ((row.verdicts ?? []) as Verdict[]).map(spoken),
    digest: row.digest as string | null,
    signature: row.signature as string | null,
    signedAt: isoOf(row.signed_at),
    record: await findSeal(env, county, row.number as string),
    promises: tasks.map((one) => taskRowOf(env, actor, one)),
    entries: journal.map((entry) => entryOf(entry, actor)),
    prospects: prospectsOf(env, resolutionSubject, readResolution(stored), readDocket(held), actor, mandates),
  }
}
