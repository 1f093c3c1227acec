import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import type { Request } from '@gongzhi/kernel/endpoint.ts'
import { invalid, notYours, Problem } from '@gongzhi/kernel/problem.ts'
import type { Call } from '@gongzhi/kernel/server/act.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { capacityFor } from '@gongzhi/kernel/server/docket.ts'
import { openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { findPlace, inForce } from '@gongzhi/territory/server'
import type { endpoints } from '../contract.ts'
import names from '../data/names.json' with { type: 'json' }
import { judge, type LocalRule, levelOfPlace, ruleOfStated } from '../rules/index.ts'
import { localRuleAccess } from './access.ts'
import { holderOf, localRuleSubject } from './local-rule-subject.ts'
import { lawAbove } from './packs-here.ts'
import { refuseUnlessLawful } from './refuse-rule.ts'

const nameOf = (id: string): string => {
  const [body = '', aspect = ''] = id.split('.')
  const { bodies, aspects, rules } = names as unknown as Record<string, Record<string, { zh: string }>>
  return `${bodies?.[body]?.zh ?? body} ${rules?.[id]?.zh ?? aspects?.[aspect]?.zh ?? aspect}`
}

/** A rule of one's own is drafted; what may not be set is refused here already. */
export const draftRule = async (env: Env, body: Request<typeof endpoints.draftRule>['body'], call: Call) => {
  const { actor, key } = call
  const place = findPlace(body.place)
  if (!place || !inForce(place) || levelOfPlace(body.place) === undefined || !body.place.startsWith(actor.county))
    throw invalid([{ pointer: '/body/place', code: 'unknown' }])
  const holderOrg = holderOf(body.place)
  const at = { id: '', unitCode: body.place, holderOrg, holder: null, party: null, sealedFrom: null }
  const capacity = capacityFor(localRuleAccess['draft-rule'], actor, at, holderOrg === null ? [] : [holderOrg])
  if (!capacity) throw notYours('draft-rule')
  const { share, amount, value } = body
  const own: LocalRule = {
    place: body.place,
    rule: body.rule,
    stated: { share, amount, value },
    document: body.document,
    article: body.article,
    from: body.from,
    until: body.until ?? null,
  }
  const wider = lawAbove(own.place, own.from)
  refuseUnlessLawful('draft-rule', own, judge(own, wider, isoDay(dayOf(env.now()))))
  const said = ruleOfStated(own, wider)
  if (!said) throw new Problem(409, 'refused', { act: 'draft-rule', unmet: ['same-kind'], from: [] })
  return openSubject(
    env,
    {
      subject: localRuleSubject,
      id: derivedId(actor.county, actor.account ?? '', key, 'local-rule'),
      title: `${place.short} ${nameOf(own.rule)}`,
      unitCode: own.place,
      capacity,
      row: { ...own, said, publishedAt: null, publishedBy: null, replacedBy: null, reason: null },
      data: { ...own },
    },
    call,
  )
}
