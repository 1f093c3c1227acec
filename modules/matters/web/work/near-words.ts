import type { T } from '@gongzhi/kernel/web/i18n.ts'
import { whyWords } from '../why-words.ts'
import type { Near } from './api.ts'

/** Why it may be the same, and how many have joined it: `同类、相距120米、晚2天、说的都是路灯、3人同报`. */
export const nearWords = (near: Near, t: T): string =>
  [whyWords(near.reasons, t), near.joined > 0 ? t('work.label.joined', { n: near.joined + 1 }) : '']
    .filter(Boolean)
    .join(t('work.label.comma'))
