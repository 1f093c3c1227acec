import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { Problem } from '@gongzhi/kernel/problem.ts'
import { systemActor } from '@gongzhi/kernel/reach.ts'
import { performWithin } from '@gongzhi/kernel/server/act.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import type { Listener } from '@gongzhi/kernel/server/module.ts'
import { findDocket, readDocket } from '@gongzhi/kernel/server/store-act.ts'
import type { NoticeKind } from '@gongzhi/notices/rules'
import { noticeStatement } from '@gongzhi/notices/server'
import { supersede } from './rule-acts.ts'
import { rules } from './store.ts'
import { earlierRules, takingPart } from './store-find.ts'

/* What follows from an act by itself, and who is told. */

const NEWS: NoticeKind = { sort: 'news' }
const RESULT: NoticeKind = { sort: 'result' }

/** A rule in force puts the one before it out of force. */
export const followRule: Listener = {
  id: 'points.follow-rule',
  kinds: ['points-rule'],
  wants: ({ act }) => act === 'adopt-rule',
  hear: async (env, tx, { county, subject, seq }) => {
    const [stored] = await tx.rows(rules.load(county, subject))
    if (!stored) return
    for (const { id } of await tx.rows(earlierRules(county, stored.body as string, subject))) {
      const call = { actor: systemActor(county), key: derivedId(subject, String(seq), id as string) }
      await performWithin(env, tx, supersede, id as string, {}, call).catch((error: unknown) => {
        // somebody else has put it out of force meanwhile
        if (!(error instanceof Problem && error.body.status === 409)) throw error
      })
    }
  },
}

/** A month before the year is over everybody who takes part is told; of their own lines and things, each alone. */
export const tellMembers: Listener = {
  id: 'points.tell',
  kinds: ['points-rule', 'points-entry', 'points-exchange'],
  wants: ({ act }) =>
    ['announce-clearing', 'dispute-entry', 'uphold-entry', 'set-aside', 'decline-exchange'].includes(act),
  hear: async (env, tx, fact) => {
    const [found] = await tx.rows(findDocket(fact.county, fact.subject))
    const docket = found && readDocket(found)
    if (!docket) return
    const tell = (account: string, kind: string, is: NoticeKind) => {
      const { number, title } = docket
      const { county, subject, at } = fact
      if (account !== fact.actor)
        tx.send(noticeStatement({ county, account, subject, number, title, kind, is, at, once: `${kind}.${fact.seq}` }))
    }
    if (fact.act === 'announce-clearing') {
      const on = isoDay(dayOf(env.now()))
      for (const { account } of await tx.rows(takingPart(fact.county, `${docket.unitCode}.council`, on)))
        if (typeof account === 'string') tell(account, 'points-clearing', NEWS)
      return
    }
    if (docket.party === null) return
    if (fact.act === 'dispute-entry') tell(docket.party, 'points-disputed', NEWS)
    else if (fact.act === 'decline-exchange') tell(docket.party, 'points-declined', RESULT)
    else tell(docket.party, 'points-decided', RESULT)
  },
}
