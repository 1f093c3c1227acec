/** What a gateway of one's own or of a carrier wants to be sent, as data. */
export type SmsGatewaySettings = {
  readonly url: string
  readonly method: 'POST' | 'GET'
  readonly headers: Readonly<Record<string, string>>
  /** How `body` goes: as JSON, or as fields (in the address for GET). */
  readonly type: 'json' | 'form'
  /** Any JSON; its texts may hold {phone} {text} {sign} {id} {template} {params}. */
  readonly body: unknown
  /** How {params} is written where it stands alone: JSON text, an object, or the values in order. */
  readonly params: 'text' | 'object' | 'list'
  /** Registered template of each kind of message; a kind without one is not sent when there are any. */
  readonly templates: Readonly<Record<string, string>>
  /** 【签名】 before the text; '' when the carrier adds its own. */
  readonly sign: string
  /** Many gateways answer 200 with a code of their own: which member must be what. */
  readonly success: { readonly member: string; readonly equals: string | number | boolean } | undefined
}

export type SmsTemplate = { readonly kind: string; readonly params: Readonly<Record<string, string>> }
type Sms = {
  readonly phone: string
  readonly text: string
  readonly id: string
  readonly template?: SmsTemplate | undefined
}
export type SmsRequest = Pick<SmsGatewaySettings, 'url' | 'method' | 'headers'> & {
  readonly json?: string
  /** In the body of a POST, in the address of a GET. */
  readonly fields?: readonly (readonly [string, string])[]
}

const OURS = /^【[^】]*】/

/**
 * The request for one text. Values are put into finished JSON texts, never into a text that is read as JSON afterwards, so
 * that no value can change its shape. Undefined when the carrier knows no template for this kind.
 */
export const smsRequest = (s: SmsGatewaySettings, sms: Sms): SmsRequest | undefined => {
  const { template } = sms
  const templateId = template ? s.templates[template.kind] : undefined
  if (Object.keys(s.templates).length > 0 && templateId === undefined) return undefined
  const params = template?.params ?? {}
  const values: Record<string, string> = {
    phone: sms.phone,
    text: sms.text.replace(OURS, s.sign),
    sign: s.sign,
    id: sms.id,
    template: templateId ?? '',
    params: JSON.stringify(params),
  }
  const fill = (part: unknown): unknown => {
    if (typeof part === 'string') {
      if (part === '{params}' && s.params !== 'text') return s.params === 'list' ? Object.values(params) : params
      return part.replace(/\{(\w+)\}/g, (all, name: string) => values[name] ?? all)
    }
    if (Array.isArray(part)) return part.map(fill)
    if (typeof part === 'object' && part !== null)
      return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, fill(value)]))
    return part
  }
  const { url, method, headers } = s
  const body = fill(s.body)
  if (s.type === 'json') return { url, method, headers, json: JSON.stringify(body) }
  const fields = Object.entries(body as object).map(
    ([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const,
  )
  return { url, method, headers, fields }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const texts = (value: unknown): value is Record<string, string> =>
  isRecord(value) && Object.values(value).every((one) => typeof one === 'string')

/** Reads the settings of a gateway; every wrong member is named at once, and no value is repeated: they hold keys. */
export const readSmsGateway = (read: unknown): { settings: SmsGatewaySettings } | { wrong: string[] } => {
  if (!isRecord(read)) return { wrong: ['not an object'] }
  const {
    url,
    method = 'POST',
    headers = {},
    type = 'json',
    body,
    params = 'text',
    templates = {},
    sign = '【共治】',
    success,
  } = read
  const wrong = [
    ...(typeof url === 'string' && /^https?:\/\/[^\s/]+/.test(url) ? [] : ['url']),
    ...(method === 'POST' || (method === 'GET' && type === 'form') ? [] : ['method (POST, or GET with type form)']),
    ...(texts(headers) ? [] : ['headers']),
    ...(type === 'json' || type === 'form' ? [] : ['type (json / form)']),
    ...(isRecord(body) && JSON.stringify(body).includes('{phone}') ? [] : ['body (an object with {phone} in it)']),
    ...(params === 'text' || params === 'object' || params === 'list' ? [] : ['params (text / object / list)']),
    ...(texts(templates) ? [] : ['templates']),
    ...(typeof sign === 'string' && (sign === '' || /^【.{2,12}】$/.test(sign)) ? [] : ['sign (【名称】 or empty)']),
    ...(success === undefined || (isRecord(success) && typeof success.member === 'string' && 'equals' in success)
      ? []
      : ['success (member, equals)']),
    ...Object.keys(read)
      .filter(
        (name) =>
          !['url', 'method', 'headers', 'type', 'body', 'params', 'templates', 'sign', 'success'].includes(name),
      )
      .map((name) => `${name} (unknown)`),
  ]
  if (wrong.length > 0) return { wrong }
  return {
    settings: { url, method, headers, type, body, params, templates, sign, success } as SmsGatewaySettings,
  }
}
