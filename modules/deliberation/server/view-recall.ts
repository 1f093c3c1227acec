import { openName } from '@gongzhi/identity/server'
import { notFound } from '@gongzhi/kernel/problem.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { capacityFor } from '@gongzhi/kernel/server/docket.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { prospectsOf } from '@gongzhi/kernel/server/prospects-of.ts'
import { findDocket, readDocket } from '@gongzhi/kernel/server/store-act.ts'
import { findSeal } from '@gongzhi/record/server'
import type { endpoints } from '../contract.ts'
import { quorumIn } from '../rules/ballot.ts'
import { recallAccess } from './access.ts'
import { entryOf, placeOf, publicReach } from './reading.ts'
import { lawOfRecall, recallSubject } from './recall-subject.ts'
import { spoken } from './spoken.ts'
import { findConcerned, listRecalls, loadRecall, readRecall } from './store-recall.ts'
import { listRoll } from './store-room.ts'
import { journalOf } from './store-view.ts'

/** Handles GET /recalls. */
export const recallList = async ({ env, actor, query }: Context<typeof endpoints.recalls>) => {
  const { county, scope } = publicReach(actor, query.unit)
  if (!query.unit.startsWith(county)) return []
  const [found = []] = await env.db.batch(scope, [listRecalls(county, query.unit)])
  return found.map((row) => ({
    ...{ id: row.id as string, number: row.number as string, title: row.title as string, state: row.state as string },
    unit: placeOf(row.unit_code as string),
  }))
}

/** Handles GET /recalls/:id: the member masked as on the roll, but for themselves and those who keep it. */
export const viewRecall =
  (crypto: Crypto) =>
  async ({ env, actor, params: { id }, query }: Context<typeof endpoints.recall>) => {
    const { county, scope } = publicReach(actor, query.county)
    const [loaded = [], dockets = [], concerned = [], journal = []] = await env.db.batch(scope, [
      loadRecall(county, id),
      findDocket(county, id),
      findConcerned(county, id),
      journalOf(county, id),
    ])
    const [stored, held, one] = [loaded[0], dockets[0], concerned[0]]
    if (!stored || !held || !one) throw notFound()
    const [row, docket] = [readRecall(stored), readDocket(held)]
    const [roll = []] = await env.db.batch(scope, [listRoll(county, row.room?.meeting ?? id)])
    const keeps = capacityFor(recallAccess['decide-recall'] ?? [], actor, docket, []) !== undefined
    const mine = actor.account !== null && one.account === actor.account
    const { ballot, room } = row
    return {
      ...{ id: docket.id, number: docket.number, title: docket.title, state: docket.state },
      unit: placeOf(docket.unitCode),
      member: keeps || mine ? openName(crypto, one.name_enc as string) : (one.shown as string),
      ...{ mine, alsoChair: row.alsoChair, reason: row.reason, proposers: row.proposers.length, heard: row.heard },
      call: spoken(row.call),
      meeting: room ? { id: room.meeting, state: room.state, startsAt: new Date(room.startsAt).toISOString() } : null,
      quorum: room ? spoken(quorumIn(lawOfRecall(row, env.now()), room)) : null,
      present: keeps
        ? roll
            .filter(({ here }) => here === true)
            .map((each) => ({ member: each.member as string, name: openName(crypto, each.name_enc as string) }))
        : [],
      ballot: ballot && {
        ...{ given: ballot.given, returned: ballot.returned, valid: ballot.valid, invalid: ballot.invalid },
        counts: { yes: ballot.yes, no: ballot.no, abstain: ballot.abstain },
        present: ballot.present,
        verdicts: ballot.verdicts.map(spoken),
      },
      digest: row.digest,
      record: await findSeal(env, county, docket.number),
      entries: journal.map((entry) => entryOf(entry, actor)),
      // nobody else’s to say
      prospects: prospectsOf(env, recallSubject, row, docket, actor).filter(
        ({ act }) => act !== 'note-hearing' || keeps || mine,
      ),
    }
  }
