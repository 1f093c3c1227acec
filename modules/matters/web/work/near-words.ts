import { formatDay } from '@gongzhi/kernel/web/day.ts'
import type { T } from '@gongzhi/kernel/web/i18n.ts'
import type { Near } from './api.ts'

/** Why it may be the same: `同类、相距 120 米、11月20日报、3 人同报`. */
export const nearWords = (near: Near, t: T): string =>
  [
    t('work.near.category'),
    near.metres === null ? t('work.near.place') : t('work.near.metres', { n: near.metres }),
    t('work.near.day', { day: formatDay(near.openedAt) }),
    near.joined > 0 ? t('work.label.joined', { n: near.joined + 1 }) : '',
  ]
    .filter(Boolean)
    .join(t('work.label.comma'))
