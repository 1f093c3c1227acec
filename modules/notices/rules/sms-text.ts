import type { Lang, Line } from './kinds.ts'
import { numberOnly, sentence } from './kinds.ts'

/** A phone takes 70 characters as one message; carriers bill and cut by that. */
export const SMS_LENGTH = 70

/**
 * The whole text of a message: number, step, what to do; several lines become one that names the first two. There is no way
 * to put a matter's own words into it, because a phone is read by others and a gateway keeps copies (R18).
 */
export const smsText = (lines: readonly Line[], lang: Lang): string => {
  const [first, second] = lines
  if (!first) throw new RangeError('nothing to say')
  if (!second) return `【共治】${sentence(first, lang)}`
  const n = [first, second].map((line) => numberOnly(line.number))
  return lang === 'en'
    ? `【共治】${lines.length} messages (${n.join(', ')}${lines.length > 2 ? ' …' : ''}): sign in to read.`
    : `【共治】您有${lines.length}条消息（${n.join('、')}${lines.length > 2 ? '等' : ''}），请登录查看。`
}
