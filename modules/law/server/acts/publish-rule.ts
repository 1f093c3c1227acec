import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { localRuleSubject } from '../local-rule-subject.ts'
import { refuseUnlessLawful } from '../refuse-rule.ts'
import { endEarlier, lockPublishing, raiseStamp } from '../store.ts'

/** 公布: everybody reads it from now on; it holds from its day, in the place of what the place said before on the rule. */
export const publishRule = act({
  subject: localRuleSubject,
  act: 'publish-rule',
  endpoint: endpoints.publishRule,
  guard: ({ row, docket, ...moment }) =>
    refuseUnlessLawful(
      'publish-rule',
      row,
      localRuleSubject.facts({ row, docket, ...moment } as never),
      docket.state as 'drafted',
    ),
  change: ({ now, capacity }) => ({ publishedAt: now, publishedBy: capacity.post?.org ?? null }),
  data: ({ row: { place, rule, stated, document, article, from, until } }) => ({
    ...{ place, rule, stated, document, article, from, until },
  }),
  also: ({ row, docket }) => [lockPublishing(docket.county), endEarlier(docket.county, docket.id, row), raiseStamp],
})
