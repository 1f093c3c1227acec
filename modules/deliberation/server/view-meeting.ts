import { openName } from '@gongzhi/identity/server'
import { notFound } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import { capacityAt } from '@gongzhi/kernel/server/docket.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { prospectsOf } from '@gongzhi/kernel/server/prospects-of.ts'
import { findDocket, readDocket } from '@gongzhi/kernel/server/store-act.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import type { endpoints } from '../contract.ts'
import { categoryOf, lawNames } from '../rules/bodies.ts'
import { meeting as procedure } from '../rules/meeting.ts'
import { noticeOf, quorumOf } from '../rules/quorum.ts'
import { meetingAccess } from './access.ts'
import { lawOfNotice, lawOfOpening } from './law-now.ts'
import { meetingSubject, type Stands } from './meeting-subject.ts'
import { entryOf, isoOf, orgOf, placeOf, publicReach } from './reading.ts'
import { spoken } from './spoken.ts'
import { loadMeeting, readMeeting } from './store.ts'
import { promisesBefore } from './store-resolution.ts'
import { findSelf, listRoll } from './store-room.ts'
import { besideMeeting, journalOf, listMeetings, topicsOf } from './store-view.ts'
import { votesOf } from './store-vote.ts'
import { taskRowOf } from './view-resolution.ts'
import { topicRowOf } from './view-topic.ts'
import { voteViewOf } from './view-votes.ts'

const SIZE = 20
const ALL = [
  ...new Set([procedure.initial, ...procedure.final, ...Object.values(procedure.acts).flatMap(({ from }) => from)]),
] as string[]

const lineOf = (row: Row) => ({
  id: row.id as string,
  number: row.number as string,
  title: row.title as string,
  state: row.state as string,
  unit: placeOf(row.unit_code as string),
  body: row.body as string,
  startsAt: (row.starts_at as Date).toISOString(),
  venue: row.venue as string,
  items: row.items as number,
  passed: row.passed as number,
})

/** A talk that is still being planned is for whoever runs it. */
export const runs = (actor: Actor, unit: string, body: string): boolean => {
  const rules = [...(meetingAccess.notify ?? []), ...(meetingAccess.guide ?? [])]
  return capacityAt(rules, actor, unit, categoryOf(body)) !== undefined
}

/** Handles GET /meetings. */
export const meetingList = async ({ env, actor, query }: Context<typeof endpoints.meetings>) => {
  const { county, scope } = publicReach(actor, query.unit)
  if (!query.unit.startsWith(county)) return { rows: [], next: null }
  const planned = Object.keys(lawNames).some((kind) => runs(actor, query.unit, `${query.unit}.${kind}`))
  const states = ALL.filter((state) => state !== 'convened' || planned)
  const [found = []] = await env.db.batch(scope, [
    listMeetings(county, { unit: query.unit, states, before: query.before ?? null, size: SIZE }),
  ])
  const shown = found.filter((row) => row.state !== 'convened' || runs(actor, query.unit, row.body as string))
  return { rows: shown.map(lineOf), next: found.length === SIZE ? (found.at(-1)?.id as string) : null }
}

type Beside = {
  readonly turns: readonly {
    topic: string
    member: string
    shown: string
    state: 'waiting' | 'speaking' | 'spoken' | 'passed'
    gist: string | null
  }[]
  readonly advice: readonly {
    topic: string
    name: string
    office: string
    text: string
    files: { id: string; name: string }[]
    at: string
  }[]
  readonly guidance: readonly { org: string; text: string; at: string }[]
  readonly objections: readonly { member: string; shown: string; text: string; at: string; answer: string | null }[]
}
/** PostgreSQL's JSON has instants as text. */
const instant = (text: string): string => new Date(text).toISOString()

/** Handles GET /meetings/:id. */
export const viewMeeting =
  (crypto: Crypto) =>
  ({ env, actor, params, query }: Context<typeof endpoints.meeting>) =>
    meetingOf(env, crypto, actor, params.id, query.county)

/** A talk as whoever asks may see it; 404 for one that is still being planned, to whoever does not run it. */
export const meetingOf = async (env: Env, crypto: Crypto, actor: Actor, id: string, asked?: string) => {
  const params = { id }
  const { county, scope } = publicReach(actor, asked)
  const [loaded = [], dockets = [], selves = [], rolled = [], besides = [], topics = [], journal = [], votes = []] =
    await env.db.batch(scope, [
      loadMeeting(county, params.id),
      findDocket(county, params.id),
      findSelf(county, params.id, actor.account),
      listRoll(county, params.id),
      besideMeeting(county, params.id),
      topicsOf(county, actor.account, params.id),
      journalOf(county, params.id),
      votesOf(county, params.id, actor.account),
    ])
  const [stored, held] = [loaded[0], dockets[0]]
  if (!stored || !held) throw notFound()
  const [row, docket] = [readMeeting(stored), readDocket(held)]
  const host = runs(actor, docket.unitCode, row.body)
  if (docket.state === 'convened' && !host) throw notFound()
  const [promised = [], elections = []] = await env.db.batch(scope, [
    promisesBefore(county, params.id, row.body),
    findDocket(county, row.election ?? params.id),
  ])
  const chosen = row.election === null || !elections[0] ? undefined : readDocket(elections[0])
  const self = selves[0] as Stands | undefined
  const shownVotes = votes.map((vote) => voteViewOf(env, actor, vote, docket))
  const beside = besides[0] as unknown as Beside
  const inside = host || self !== undefined
  return {
    id: docket.id,
    number: docket.number,
    title: docket.title,
    state: docket.state,
    unit: placeOf(docket.unitCode),
    body: row.body,
    startsAt: new Date(row.startsAt).toISOString(),
    venue: row.venue,
    venueKind: row.venueKind,
    venueNotes: row.venueNotes,
    passed: topics.filter(({ resolution }) => resolution !== null).length,
    urgent: row.urgent,
    cancelled: row.cancelled,
    election: chosen
      ? {
          kind: chosen.kind as 'election',
          id: chosen.id,
          number: chosen.number,
          title: chosen.title,
          state: chosen.state,
        }
      : null,
    materials: [...row.materials],
    notifiedAt: isoOf(row.notifiedAt),
    openedAt: isoOf(row.openedAt),
    presentedAt: isoOf(row.presentedAt),
    endedAt: isoOf(row.endedAt),
    notice: noticeOf(lawOfNotice(row, env.now()), row, row.notifiedAt ?? env.now()) ?? null,
    quorum: spoken(quorumOf(lawOfOpening(row), row)),
    opening: row.opening?.map(spoken) ?? null,
    entitled: row.room.entitled,
    present: row.room.present.length,
    me: self ? { member: self.member, here: self.here, recused: self.recused, turn: self.turn } : null,
    roll: inside
      ? rolled.map((one) => ({
          member: one.member as string,
          shown: one.shown as string,
          name: openName(crypto, one.name_enc as string),
          class: one.class as string | null,
          here: one.here as boolean,
          how: one.how as string | null,
          recused: one.recused as boolean,
        }))
      : [],
    doorCode: host && ['notified', 'sitting'].includes(docket.state) ? row.doorCode : null,
    promises: promised.map((one) => taskRowOf(env, actor, one)),
    items: topics.map((topic) => ({
      ...topicRowOf(topic, actor),
      text: topic.text as string,
      current: topic.id === row.item,
      turns: beside.turns.filter((one) => one.topic === topic.id).map(({ topic: _, ...one }) => one),
      advisers: row.advisers.filter((one) => one.topic === topic.id).map(({ name, office }) => ({ name, office })),
      advice: beside.advice
        .filter((one) => one.topic === topic.id)
        .map(({ topic: _, ...one }) => ({ ...one, at: instant(one.at) })),
      votes: shownVotes.filter((vote) => vote.topic === topic.id),
    })),
    guidance: beside.guidance.map((one) => ({ ...one, org: orgOf(one.org).name, at: instant(one.at) })),
    objections: beside.objections.map((one) => ({ ...one, at: instant(one.at) })),
    summary: row.summary,
    entries: journal.map((entry) => entryOf(entry, actor)),
    prospects: prospectsOf(env, meetingSubject, row, docket, actor, { self }),
  }
}
