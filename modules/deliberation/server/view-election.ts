import { openName } from '@gongzhi/identity/server'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { notFound } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import { capacityFor } from '@gongzhi/kernel/server/docket.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { prospectsOf } from '@gongzhi/kernel/server/prospects-of.ts'
import { findDocket, readDocket } from '@gongzhi/kernel/server/store-act.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { amountOf } from '@gongzhi/law/rules'
import { findBody, readBody } from '@gongzhi/people/server'
import { findSeal } from '@gongzhi/record/server'
import type { endpoints } from '../contract.ts'
import { lackingIn, quorumIn } from '../rules/ballot.ts'
import { type Seats, seatsOpen } from '../rules/count.ts'
import { electedOf } from '../rules/election-rows.ts'
import { electionAccess } from './access.ts'
import { electionSubject, lawOfElection, postingEnd } from './election-subject.ts'
import { lawNow } from './law-now.ts'
import { entryOf, isoOf, placeOf, publicReach } from './reading.ts'
import { spoken } from './spoken.ts'
import {
  findTellers,
  listElectionObjections,
  listElections,
  listNominees,
  loadElection,
  readElection,
} from './store-election.ts'
import { listRoll } from './store-room.ts'
import { journalOf } from './store-view.ts'

const SIZE = 20

/** Handles GET /elections. */
export const electionList = async ({ env, actor, query }: Context<typeof endpoints.elections>) => {
  const { county, scope } = publicReach(actor, query.unit)
  if (!query.unit.startsWith(county)) return { rows: [], next: null }
  const [found = []] = await env.db.batch(scope, [listElections(county, query.unit, query.before ?? null, SIZE)])
  return {
    rows: found.map((row) => ({
      id: row.id as string,
      number: row.number as string,
      title: row.title as string,
      state: row.state as string,
      unit: placeOf(row.unit_code as string),
      on: row.held_on as string,
    })),
    next: found.length === SIZE ? (found.at(-1)?.id as string) : null,
  }
}

/** An election as whoever asks may see it: names as their owners agreed, whole for those who keep its papers. */
export const electionOf = async (env: Env, crypto: Crypto, actor: Actor, id: string, asked?: string) => {
  const { county, scope } = publicReach(actor, asked)
  const [loaded = [], dockets = [], named = [], objected = [], journal = []] = await env.db.batch(scope, [
    loadElection(county, id),
    findDocket(county, id),
    listNominees(county, id, actor.account),
    listElectionObjections(county, id),
    journalOf(county, id),
  ])
  const [stored, held] = [loaded[0], dockets[0]]
  if (!stored || !held) throw notFound()
  const [row, docket] = [readElection(stored), readDocket(held)]
  const tellers = [...new Set(row.ballots.flatMap((one) => one.tellers))]
  const [bodies = [], counted = [], roll = []] = await env.db.batch(scope, [
    findBody(county, row.body),
    findTellers(county, tellers),
    listRoll(county, row.room?.meeting ?? id),
  ])
  const keeps = capacityFor(electionAccess.count ?? [], actor, docket, []) !== undefined
  const titles = new Map(bodies[0] ? readBody(bodies[0]).classes.map(({ code, title }) => [code, title]) : [])
  const titled = (seats: readonly Seats[]) =>
    seats.map((one) => ({ ...one, title: titles.get(one.class) ?? one.class }))
  const nameOf = (one: Row): string =>
    keeps || one.open_name === true || one.mine === true
      ? openName(crypto, one.name_enc as string)
      : (one.shown as string)
  const names = new Map(named.map((one) => [one.id as string, nameOf(one)]))
  const shownTeller = new Map(counted.map((one) => [one.id as string, one.shown as string]))
  const law = lawOfElection(row, env.now())
  const posting = amountOf(lawNow(row.unitCode, row.postedAt ?? env.now()), 'council.posting')
  const ends = postingEnd(row, env.calendar)
  return {
    id: docket.id,
    number: docket.number,
    title: docket.title,
    state: docket.state,
    unit: placeOf(docket.unitCode),
    ...{ on: row.on, sort: row.sort, from: row.from, until: row.until, round: row.round },
    ...{ withChair: row.withChair, chairRule: row.chairRule },
    seats: titled(row.seats),
    open: titled(seatsOpen(row.seats, electedOf(row))),
    lacking: titled(lackingIn(row)),
    // who has not agreed to stand is nobody’s business but theirs and the keepers’
    nominees: named
      .filter((one) => keeps || one.state === 'accepted' || one.mine === true)
      .map((one) => ({
        id: one.id as string,
        shown: nameOf(one),
        class: one.class as string,
        how: one.how as string,
        state: one.state as 'named',
        elected: one.elected as boolean,
        chair: one.chair as boolean,
        mine: one.mine as boolean,
      })),
    meeting: row.room
      ? { id: row.room.meeting, state: row.room.state, startsAt: new Date(row.room.startsAt).toISOString() }
      : null,
    quorum: row.room ? spoken(quorumIn(law, row.room)) : null,
    present:
      keeps && row.room
        ? roll
            .filter(({ here }) => here === true)
            .map((one) => ({ member: one.member as string, name: openName(crypto, one.name_enc as string) }))
        : [],
    ballots: row.ballots.map(({ meeting: _m, snapshot: _s, seats: _seats, ...one }) => ({
      ...one,
      tellers: one.tellers.map((teller) => shownTeller.get(teller) ?? ''),
      quorum: spoken(one.quorum),
      sums: one.sums.map((sum) => ({
        ...sum,
        shown: names.get(sum.nominee) ?? '',
        verdict: spoken(sum.verdict),
      })),
    })),
    postedAt: isoOf(row.postedAt),
    postedUntil: ends === null ? null : isoDay(dayOf(ends)),
    postingDays: posting?.rule.amount ?? 0,
    postingMark: posting?.rule.source.mark ?? 'unverified',
    objections: objected.map((one) => ({
      id: one.id as string,
      ground: one.ground as string,
      text: one.text as string,
      at: (one.at as Date).toISOString(),
      answer: one.answer as string | null,
    })),
    digest: row.digest,
    record: await findSeal(env, county, docket.number),
    entries: journal.map((entry) => entryOf(entry, actor)),
    prospects: prospectsOf(env, electionSubject, row, docket, actor),
  }
}

/** Handles GET /elections/:id. */
export const viewElection =
  (crypto: Crypto) =>
  ({ env, actor, params, query }: Context<typeof endpoints.election>) =>
    electionOf(env, crypto, actor, params.id, query.county)
