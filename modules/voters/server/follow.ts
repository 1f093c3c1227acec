import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { Problem } from '@gongzhi/kernel/problem.ts'
import { systemActor } from '@gongzhi/kernel/reach.ts'
import { performWithin } from '@gongzhi/kernel/server/act.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import type { Listener } from '@gongzhi/kernel/server/module.ts'
import { findDocket, readDocket } from '@gongzhi/kernel/server/store-act.ts'
import { noticeStatement } from '@gongzhi/notices/server'
import { enterElected, takeOff } from '@gongzhi/people/server'
import { toRecord } from '@gongzhi/record/server'
import { limits } from '../rules/index.ts'
import { lapse } from './objections.ts'
import { lineAt, loadObjection, loadRoll, readListed, readObjection, readRoll } from './store.ts'
import { openObjections } from './store-change.ts'

/* What follows from an act by itself: the public record, the villagers’ roll, who is told. */

/** 公布、确定: the hash of the roll as it hangs on the wall enters the public record (P16). */
export const recordRoll: Listener = {
  id: 'voters.record',
  kinds: ['voter-roll'],
  wants: ({ act }) => act === 'post-roll' || act === 'settle-roll',
  hear: async (_env, tx, { county, subject, seq, act, at }) => {
    const [stored] = await tx.rows(loadRoll(county, subject))
    const [docket] = await tx.rows(findDocket(county, subject))
    if (!stored || !docket) return
    const row = readRoll(stored)
    const posted = act === 'post-roll'
    const number = `${docket.number as string}${posted ? '-P' : ''}`
    const words = {
      at: new Date(at).toISOString(),
      digest: posted ? row.postedDigest : row.digest,
      electionDay: row.electionDay,
      number,
      unit: row.unitCode,
      voters: row.voters,
    }
    await tx.rows(toRecord(county, posted ? 'voter-roll-posted' : 'voter-roll', subject, seq, number, words))
  },
}

/** A roll that ended takes the objections nobody decided along. */
export const endObjections: Listener = {
  id: 'voters.end-objections',
  kinds: ['voter-roll'],
  wants: ({ to }) => to === 'annulled' || to === 'over',
  hear: async (env, tx, { county, subject, seq }) => {
    for (const { id } of await tx.rows<{ id: string }>(openObjections(county, subject))) {
      const call = { actor: systemActor(county), key: derivedId(subject, String(seq), id) }
      await performWithin(env, tx, lapse, id, {}, call).catch((error: unknown) => {
        // decided or taken back meanwhile
        if (!(error instanceof Problem && error.body.status === 409)) throw error
      })
    }
  },
}

/** The law gives a villager’s line no term: one entered here is looked at again after as long as `limits` says. */
const until = (day: string): string =>
  `${Number(day.slice(0, 4)) + limits.line.years}${day.slice(4)}`.replace('-02-29', '-02-28')

/** An accepted objection changes the villagers’ roll too: one datum, once. Whoever objected is told what was decided. */
export const followObjection: Listener = {
  id: 'voters.follow-objection',
  kinds: ['roll-objection'],
  wants: ({ act }) => act === 'decide-objection',
  hear: async (env, tx, { county, subject, seq, at, actor }) => {
    const [stored] = await tx.rows(loadObjection(county, subject))
    const [found] = await tx.rows(findDocket(county, subject))
    if (!stored || !found) return
    const [row, docket] = [readObjection(stored), readDocket(found)]
    const { change } = row
    const day = isoDay(dayOf(at))
    const cause = { county, key: subject }
    if (change && change.kind !== 'missing') {
      await takeOff(env, tx, cause, change.member, `选举名单申诉 ${docket.number}`, null)
    }
    if (change && change.kind !== 'wrong') {
      const [stood] = change.kind === 'entry' ? await tx.rows(lineAt(county, row.roll, change.no)) : []
      const line = stood && readListed(stood)
      const of =
        change.kind === 'missing'
          ? change
          : { class: line?.class ?? null, household: line?.household ?? null, woman: line?.woman ?? false }
      const person = {
        ...{ id: subject, nameEnc: row.aboutEnc, shown: row.shown },
        account: change.kind === 'entry' ? (line?.account ?? null) : row.own ? row.account : null,
        ...{ class: of.class, household: of.household, woman: of.woman },
      }
      await enterElected(env, tx, { ...cause, body: `${row.unitCode}.villagers` }, { from: day, until: until(day) }, [
        person,
      ])
    }
    if (row.account !== null && row.account !== actor)
      tx.send(
        noticeStatement({
          ...{ county, account: row.account, subject, number: docket.number, title: docket.title, at },
          ...{ kind: 'roll-objection-decided', is: { sort: 'result' }, once: `roll-objection-decided.${seq}` },
        }),
      )
  },
}
