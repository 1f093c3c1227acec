import type { Lang, Line } from './kinds.ts'
import { sentence, told } from './kinds.ts'

export type MailText = { readonly subject: string; readonly text: string; readonly html: string }

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c)

const paper = (
  subject: string,
  paragraphs: readonly string[],
  link: { readonly url: string; readonly words: string } | null,
) => ({
  subject,
  text: `${[...paragraphs, ...(link ? [`${link.words}：${link.url}`] : [])].join('\n\n')}\n`,
  html: `<!doctype html><meta charset="utf-8"><div style="max-width:36em;font-size:16px;line-height:1.7;color:#1a1a1a">${paragraphs
    .map((p) => `<p>${escaped(p)}</p>`)
    .join('')}${link ? `<p><a href="${escaped(link.url)}">${escaped(link.words)}</a></p>` : ''}</div>`,
})

/** A mail of one line or a day's lines: numbers and steps, no word of a matter. `url`: where this house stands, when it knows. */
export const mailText = (lines: readonly Line[], lang: Lang, url: string | undefined): MailText => {
  const [first] = lines
  if (!first) throw new RangeError('nothing to say')
  const english = lang === 'en'
  const subject =
    lines.length === 1
      ? `【共治】${told(first, lang)}`
      : english
        ? `【共治】${lines.length} messages`
        : `【共治】您有${lines.length}条消息`
  const foot = english
    ? 'Sent because you asked for it. In the app, under Messages → What reaches me, you change or end this.'
    : '按您的选择寄出。要改、要停，在“通知 → 怎么通知我”里改。'
  return paper(
    subject,
    [...lines.map((line) => sentence(line, lang)), foot],
    url ? { url: `${url}/notices`, words: english ? 'Read' : '去看看' } : null,
  )
}

/** The code that proves an address; ten minutes. */
export const codeMail = (code: string, lang: Lang): MailText =>
  lang === 'en'
    ? paper(
        `【共治】Code ${code}`,
        [`Your code is ${code}. It holds for ten minutes. If it was not you, do nothing.`],
        null,
      )
    : paper(`【共治】验证码${code}`, [`验证码${code}，10分钟内有效。不是您本人操作的，不用理会。`], null)
