import { hasWords, type T } from '@gongzhi/kernel/web/i18n.ts'
import { incompatible } from '../rules/index.ts'

/** Words for what stands in the way of an appointment; incompatible posts are named with their article (§6). */
export const unmetWords = (id: string, role: string, county: string, t: T): string => {
  const other = /^incompatible:(.+)$/.exec(id)?.[1]
  if (!other) return t(['people.unmet', 'people.requirement'].map((kind) => `${kind}.${id}`).find(hasWords) ?? id)
  const rules = incompatible.filter(({ one, other: two, where }) => {
    const pair = (a: readonly string[], b: readonly string[]) => a.includes(role) && b.includes(other)
    return (where === undefined || county.startsWith(where)) && (pair(one, two) || pair(two, one))
  })
  const law = rules
    .map((rule) => (rule.article ? t('work.unmet.article', { law: rule.law, article: rule.article }) : rule.law))
    .join(t('work.label.comma'))
  const kin = rules.some(({ binds }) => binds.includes('kin'))
  return t(kin ? 'work.unmet.incompatibleKin' : 'work.unmet.incompatible', { role: t(`people.role.${other}`), law })
}
