/** What a message is to its receiver: something to do, an answer, or how it goes on. People choose by this. */
export type Sort = 'due' | 'result' | 'news'
export const SORTS: readonly Sort[] = ['due', 'result', 'news']

/** A kind of notice, declared by the module that sends it. */
export type NoticeKind = {
  readonly sort: Sort
  /** The law or the procedure wants it delivered: a receipt is kept (送达回执). */
  readonly required?: true
  /** Fixed words that also go out by SMS or mail; none: it stands in the app only. */
  readonly tell?: Tell
  readonly next?: Next
}

/** [中文, English]; `{n}` is the number. */
const TELLS = {
  registered: ['您反映的{n}号事项已登记', 'Your report {n} has been registered'],
  accepted: ['您反映的{n}号事项已受理', 'Your report {n} has been accepted'],
  declined: ['您反映的{n}号事项未予受理', 'Your report {n} has not been accepted'],
  assigned: ['您反映的{n}号事项已交办', 'Your report {n} has been assigned'],
  handling: ['您反映的{n}号事项正在办理', 'Your report {n} is being handled'],
  suspended: ['您反映的{n}号事项暂停计时', 'The clock of your report {n} stands'],
  extended: ['您反映的{n}号事项已延期', 'Your report {n} has been extended'],
  concluded: ['您反映的{n}号事项已办结', 'Your report {n} has been concluded'],
  answered: ['您反映的{n}号事项已答复', 'Your report {n} has been answered'],
  reopened: ['您反映的{n}号事项已重新办理', 'Your report {n} is handled again'],
  escalated: ['您反映的{n}号事项已提级办理', 'Your report {n} has gone one level up'],
  closed: ['您反映的{n}号事项已完成', 'Your report {n} is closed'],
  order: ['您单位收到{n}号督办单', 'Your unit has received supervision order {n}'],
  talk: ['{n}号夜话已定时间，请按时到会', 'Talk {n} has been called'],
  'talk-off': ['{n}号夜话已取消', 'Talk {n} has been called off'],
  topic: ['您提的{n}号议题有了答复', 'Your topic {n} has been answered'],
  task: ['您单位有{n}号决议任务', 'Your unit has task {n} of a resolution'],
  reminder: ['您单位承办的{n}号事项到期未办', 'Item {n}, held by your unit, is past its deadline'],
} as const satisfies Record<string, readonly [string, string]>

const NEXTS = {
  read: ['可登录或凭查询码查看', 'sign in or use the query code to read it'],
  reply: ['请登录或凭查询码回复', 'please sign in or use the query code to reply'],
  visit: [
    '请登录或凭查询码评价，也可等工作人员回访',
    'please sign in or use the query code to rate it, or wait for our call',
  ],
  desk: ['请登录工作台办理', 'please sign in at the desk'],
} as const satisfies Record<string, readonly [string, string]>

export type Tell = keyof typeof TELLS
export type Next = keyof typeof NEXTS
export const TELL_IDS = Object.keys(TELLS) as Tell[]
export const NEXT_IDS = Object.keys(NEXTS) as Next[]
export type Lang = 'zh-CN' | 'en'

/** One line of what goes out. `due`: the deadline, ms. */
export type Line = { readonly number: string; readonly tell: Tell; readonly next: Next; readonly due?: number }

/** A number such as 2026-M-0042, else a RangeError: nothing but a number can get into a message (R18). */
export const numberOnly = (number: string): string => {
  if (!/^\d{4}-[A-Z]{1,3}-\d{4,}$/.test(number)) throw new RangeError('not a number of a subject')
  return number
}

const two = (n: number) => String(n).padStart(2, '0')
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `11月26日17:30` or `26 Nov 17:30`, in China's one zone. */
export const dayAndHour = (at: number, lang: Lang): string => {
  const d = new Date(at + 8 * 3_600_000)
  const hour = `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`
  return lang === 'en'
    ? `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]} ${hour}`
    : `${d.getUTCMonth() + 1}月${d.getUTCDate()}日${hour}`
}

/** `您反映的2026-M-0042号事项已答复`, without what to do next. */
export const told = ({ number, tell }: Line, lang: Lang): string =>
  TELLS[tell][lang === 'en' ? 1 : 0].replace('{n}', numberOnly(number))

/** One whole sentence: what happened, by when, what to do. */
export const sentence = (line: Line, lang: Lang): string => {
  const next = NEXTS[line.next][lang === 'en' ? 1 : 0]
  if (lang === 'en')
    return `${told(line, lang)}${line.due === undefined ? '' : `, due ${dayAndHour(line.due, lang)}`}; ${next}.`
  return `${told(line, lang)}，${line.due === undefined ? '' : `${dayAndHour(line.due, lang)}前办好，`}${next}。`
}
