import { dayAndHour, numberOnly } from './kinds.ts'

const WHAT = { order: '督办单', reminder: '到期未办' } as const
export type RobotWhat = keyof typeof WHAT
/** One line for a group: number, category and deadline. A group chat is read by whoever was ever added to it (X14). */
export type RobotLine = {
  readonly number: string
  readonly what: RobotWhat
  /** Name of the category, from the list of categories. */
  readonly category: string
  readonly due: number | null
}

const row = ({ number, what, category, due }: RobotLine): string => {
  // a name from a list: what is longer, or holds a mark, is not one
  if (!/^[\p{L}·、（）]{1,16}$/u.test(category)) throw new RangeError('not a category')
  return `> ${WHAT[what]} **${numberOnly(number)}** ${category}${due === null ? '' : `，${dayAndHour(due, 'zh-CN')}前`}`
}

/** Markdown for a group robot of 企业微信; at most 20 lines of it, so that it stays far below its 4,096 bytes. */
export const robotText = (lines: readonly RobotLine[]): string => {
  const shown = lines.slice(0, 20)
  const more = lines.length - shown.length
  return [
    `【共治】${lines.length}件事`,
    ...shown.map(row),
    ...(more > 0 ? [`> 还有${more}件，请登录工作台`] : []),
  ].join('\n')
}
