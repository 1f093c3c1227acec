/** Steps a message may tell of. */
const STEPS = {
  registered: '已登记',
  accepted: '已受理',
  declined: '未予受理',
  assigned: '已交办',
  handling: '正在办理',
  suspended: '暂停计时',
  extended: '已延期',
  concluded: '已办结',
  answered: '已答复',
  reopened: '已重新办理',
  escalated: '已提级办理',
  closed: '已完成',
} as const

/** What the person can do next. */
const NEXT = {
  read: '可登录或凭查询码查看',
  reply: '请登录或凭查询码回复',
  visit: '请登录或凭查询码评价，也可等工作人员回访',
} as const

export type SmsStep = keyof typeof STEPS
export type SmsNext = keyof typeof NEXT

/**
 * The whole text of a message: number, step, what to do. There is no way to put a matter's own words into it, because a
 * phone is read by others and a gateway keeps copies (R18). RangeError for what is not a number such as 2026-M-0042.
 */
export const smsText = (number: string, step: SmsStep, next: SmsNext): string => {
  if (!/^\d{4}-[A-Z]{1,3}-\d{4,}$/.test(number)) throw new RangeError('not a number of a subject')
  return `【共治】您反映的${number}号事项${STEPS[step]}，${NEXT[next]}。`
}
