import { readSmsGateway, type SmsGatewaySettings, smsRequest } from '../rules/index.ts'
import type { SmsGateway } from './sms.ts'

/** A member of an answer by its path: `Response.SendStatusSet.0.Code`. */
const memberOf = (answer: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown> | null | undefined)?.[name], answer)

/** What went wrong as a code: a gateway's own words may repeat the number. */
const failed = (code: string, permanent = false) =>
  Object.assign(new Error(`sms gateway: ${code}`), { code, permanent })

/** A carrier's or aggregator's gateway, described by its settings; ten seconds. */
const templateSms = (settings: SmsGatewaySettings): SmsGateway => ({
  send: async (_env, phone, text, id = '', template) => {
    const request = smsRequest(settings, { phone, text, id, template })
    if (!request) throw failed('no-template', true)
    const form = request.fields && new URLSearchParams(request.fields.map(([name, value]) => [name, value]))
    const inAddress = request.method === 'GET' && form
    const type = request.json === undefined ? 'application/x-www-form-urlencoded' : 'application/json'
    const answer = await fetch(
      inAddress ? `${request.url}${request.url.includes('?') ? '&' : '?'}${form}` : request.url,
      {
        method: request.method,
        headers: {
          ...(inAddress ? {} : { 'content-type': type }),
          ...(id === '' ? {} : { 'idempotency-key': id }),
          ...request.headers,
        },
        ...(inAddress ? {} : { body: request.json ?? form ?? '' }),
        signal: AbortSignal.timeout(10_000),
        redirect: 'error',
      },
    ).catch(() => undefined)
    if (!answer) throw failed('no-answer')
    const said = await answer.text().catch(() => '')
    if (!answer.ok) throw failed(`http-${answer.status}`)
    const { success } = settings
    if (success === undefined) return
    let read: unknown
    try {
      read = JSON.parse(said)
    } catch {
      throw failed('not-json')
    }
    if (String(memberOf(read, success.member)) !== String(success.equals)) throw failed('refused')
  },
})

/** Reads the settings file's text; throws naming every wrong member. */
export const smsGatewayFrom = (text: string): SmsGateway => {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    throw new Error('not JSON')
  }
  const found = readSmsGateway(read)
  if ('wrong' in found) throw new Error(found.wrong.join(', '))
  return templateSms(found.settings)
}
