import { dayNumber, dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import type { Subject } from '@gongzhi/kernel/server/subject.ts'
import { judge, type LocalRuleFacts, type LocalRuleState, levelOfPlace, localRule } from '../rules/index.ts'
import { localRuleAccess } from './access.ts'
import { lawAbove } from './packs-here.ts'
import { insertLocalRule, type LocalRuleRow, loadLocalRule, patchLocalRule, readLocalRule } from './store.ts'

/** The unit that holds a place's rules: a county's its government; a village's nobody in particular, its keepers reach them. */
export const holderOf = (place: string): string | null =>
  levelOfPlace(place) === 'county' ? `${place}.government` : null

/** The first instant after a day, ms. */
const endOf = (day: string): number => (dayNumber(day) + 1) * 86_400_000 - 8 * 3_600_000

/** 本地规则: what a county or a village sets for itself. */
export const localRuleSubject: Subject<LocalRuleState, LocalRuleFacts, LocalRuleRow> = {
  kind: 'local-rule',
  series: 'L',
  rule: 'law/1',
  procedure: localRule,
  access: localRuleAccess,
  load: loadLocalRule,
  read: readLocalRule,
  insert: insertLocalRule,
  patch: patchLocalRule,
  facts: ({ row, now, input }) => ({
    ...judge(row, lawAbove(row.place, row.from), isoDay(dayOf(now))),
    reason: typeof input.reason === 'string' && input.reason.trim() !== '',
  }),
  standing: (state, row) => ({
    holderOrg: holderOf(row.place),
    holder: null,
    dueAt: null,
    alarm: state === 'published' && row.until !== null ? { at: endOf(row.until), act: 'expire-rule' } : null,
    pausedFor: null,
    supervised: false,
  }),
  units: (row) => [holderOf(row.place)].filter((org) => org !== null),
}
