import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { act, type Decided } from '@gongzhi/kernel/server/act.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { openingOf } from '@gongzhi/kernel/server/open-subject.ts'
import { endpoints } from '../../contract.ts'
import type { Resolution, Topic } from '../../rules/rows.ts'
import { goesTo, mandatesIn } from '../goes-to.ts'
import { resolutionSubject } from '../resolution-subject.ts'
import { findMandates } from '../store-mandate.ts'
import { findReferred } from '../store-resolution.ts'
import { topicSubject } from '../topic-subject.ts'

type Referring = Pick<Decided<Resolution, Record<string, unknown>>, 'row' | 'input' | 'read' | 'now'>
const referredTo = ({ row, input, read, now }: Referring) =>
  goesTo(row.concerns, { ...input, ...mandatesIn(read) }, isoDay(dayOf(now)))

/** 转法定会议: what the law leaves to the villagers or the collective goes on to them, as a topic of theirs (X1, X4). */
export const refer = act({
  subject: resolutionSubject,
  act: 'refer',
  endpoint: endpoints.refer,
  reads: (_input, actor, id) => [findMandates(actor.county, id), findReferred(actor.county, id)],
  finds: mandatesIn,
  data: (decided) => ({ to: referredTo(decided), topic: derivedId(decided.key, 'topic') }),
  also: (decided) => {
    const { docket, row, key, actor, read, capacity } = decided
    const to = referredTo(decided)
    if (to === undefined) return []
    const { party = null, grants = null } = (read[1]?.[0] ?? {}) as Partial<Pick<Topic, 'party' | 'grants'>>
    return openingOf(
      decided,
      {
        subject: topicSubject,
        id: derivedId(key, 'topic'),
        title: row.title,
        unitCode: row.unitCode,
        party,
        capacity,
        row: {
          ...{ unitCode: row.unitCode, body: `${row.unitCode}.${to}`, party, origin: docket.id },
          ...{ title: row.title, text: row.text, concerns: row.concerns, photos: [], rounds: 1, grants },
          ...{ ground: null, groundText: null, article: null, appeal: null, appealAnswer: null },
          ...{ meeting: null, resolution: null, supports: 0 },
        },
        data: { title: row.title, text: row.text, concerns: row.concerns, grants, origin: docket.id, to },
      },
      { actor, key: derivedId(key, 'topic-opening') },
    )
  },
})
