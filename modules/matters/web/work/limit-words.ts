import type { T } from '@gongzhi/kernel/web/i18n.ts'

/** `5 个工作日`, `24 小时`. */
export const limitWords = ({ amount, unit }: { amount: number; unit: string }, t: T): string =>
  t(`work.limit.${unit}`, { n: amount })
