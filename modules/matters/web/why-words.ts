import { currentLocale, type T } from '@gongzhi/kernel/web/i18n.ts'

type Reason = {
  why: string
  metres?: number | undefined
  days?: number | undefined
  things?: { zh: string; en: string }[] | undefined
}

const daysWords = (days: number, t: T): string =>
  days === 0
    ? t('matters.why.same-day')
    : t(days > 0 ? 'matters.why.later' : 'matters.why.earlier', { n: Math.abs(days) })

/** Why two reports may be one thing: `同类、相距120米、晚2天、说的都是路灯`. `coarse`: distances are rough ones. */
export const whyWords = (reasons: readonly Reason[], t: T, coarse = false): string =>
  reasons
    .map(({ why, metres = 0, days = 0, things = [] }) => {
      if (why === 'metres') return t(coarse ? 'matters.why.about' : 'matters.why.metres', { n: metres })
      if (why === 'days') return daysWords(days, t)
      const named = things.map(({ zh, en }) => (currentLocale() === 'en' ? en : zh)).join(t('matters.why.comma'))
      return t(`matters.why.${why}`, { things: named })
    })
    .join(t('matters.why.comma'))
