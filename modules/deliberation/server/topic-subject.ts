import { dayOf, dueAt, isoDay } from '@gongzhi/kernel/clock.ts'
import type { Moment, Subject } from '@gongzhi/kernel/server/subject.ts'
import { orgFor } from '@gongzhi/territory/server'
import { kindOf } from '../rules/bodies.ts'
import { bodiesFor, MANDATE } from '../rules/concerns.ts'
import { limitOf } from '../rules/limits.ts'
import type { Topic } from '../rules/rows.ts'
import { type TopicFacts, type TopicState, topic } from '../rules/topic.ts'
import { topicAccess } from './access.ts'
import { mayTake } from './goes-to.ts'
import { lawNow } from './law-now.ts'
import { insertTopic, loadTopic, patchTopic, readTopic } from './store.ts'
import { RULE, written } from './written.ts'

type Input = Record<string, unknown>

const facts = ({ row, actor, input, now }: Moment<Topic, Input>): TopicFacts => {
  const to = bodiesFor(row.concerns).find((kind) => kind === input.to)
  return {
    ground: typeof input.ground === 'string' ? input.ground : null,
    text: written(input, 'text'),
    article: written(input, 'article'),
    reason: written(input, 'reason'),
    // what was referred was brought by the council; whoever brought it there may pass it on here
    actorBrought: row.origin === null && row.party !== null && row.party === actor.account,
    actorSupports: input.supports === true,
    appealed: row.appeal !== null,
    grantsFit: ((input.concerns ?? row.concerns) === MANDATE) === (row.grants !== null),
    referred: row.origin !== null,
    goesElsewhere: typeof input.to === 'string' && input.to !== kindOf(row.body),
    goesToFit: mayTake(to, row.concerns, input, isoDay(dayOf(now))),
  }
}

/** 议题 D11. */
export const topicSubject: Subject<TopicState, TopicFacts, Topic> = {
  kind: 'topic',
  series: 'T',
  rule: RULE,
  procedure: topic,
  access: topicAccess,
  load: loadTopic,
  read: readTopic,
  insert: insertTopic,
  patch: patchTopic,
  facts,
  standing: (state, _row, at) => {
    const turn =
      state === 'proposed'
        ? { org: orgFor(at.unitCode, 'village', 'branch') ?? null, limit: 'review' as const }
        : state === 'appealed'
          ? { org: orgFor(at.unitCode, 'town', 'government') ?? null, limit: 'appeal' as const }
          : undefined
    return {
      holderOrg: turn?.org ?? null,
      holder: null,
      dueAt: turn ? dueAt(at.sinceAt, limitOf(lawNow(at.unitCode, at.sinceAt), turn.limit), at.calendar) : null,
      alarm: null,
      pausedFor: null,
      supervised: false,
    }
  },
  units: () => [],
}
