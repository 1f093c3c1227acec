/** A field that was wrong: JSON pointer into the body (`/title`, `/photos/0`) and a code with words of its own. */
export type FieldError = { pointer: string; code: string }

/** An RFC 9457 problem as it reaches a page. `status` 0 means that nothing came back (no network, or too slow). */
export type WebProblem = Error & {
  type: string
  status: number
  act?: string
  errors: FieldError[]
  unmet: string[]
  /** Asked to wait so long, ms. */
  retryAfter?: number
}

type Made = Pick<WebProblem, 'type' | 'status' | 'act' | 'retryAfter'> & { errors?: FieldError[]; unmet?: string[] }

/** Makes a problem to throw or to show. */
export const webProblem = ({ type, status, act, retryAfter, errors = [], unmet = [] }: Made): WebProblem =>
  Object.assign(new Error(type), { type, status, act, retryAfter, errors, unmet })

/** Whether something caught is a problem. */
export const isProblem = (it: unknown): it is WebProblem => it instanceof Error && 'unmet' in it && 'status' in it

const strings = (of: unknown): string[] => (Array.isArray(of) ? of.filter((one) => typeof one === 'string') : [])

const fieldErrors = (of: unknown): FieldError[] =>
  (Array.isArray(of) ? of : []).flatMap((one: unknown) => {
    if (!one || typeof one !== 'object' || !('pointer' in one) || !('code' in one)) return []
    return [{ pointer: String(one.pointer), code: String(one.code) }]
  })

/** Reads a reply that is not 2xx; a body that is not problem+json (a proxy's page) still becomes a problem. */
export const asProblem = (status: number, text: string): WebProblem => {
  let body: Record<string, unknown> = {}
  try {
    const read: unknown = JSON.parse(text)
    if (read && typeof read === 'object') body = { ...read }
  } catch {}
  return webProblem({
    type: typeof body.type === 'string' ? body.type : 'about:blank',
    status,
    act: typeof body.act === 'string' ? body.act : undefined,
    retryAfter: typeof body.retryAfter === 'number' ? body.retryAfter * 1000 : undefined,
    errors: fieldErrors(body.errors),
    unmet: strings(body.unmet),
  })
}

/** Anything else thrown while sending means that no answer came. */
export const offline = (thrown: unknown): WebProblem =>
  isProblem(thrown)
    ? thrown
    : webProblem({ type: thrown instanceof Error && thrown.name === 'AbortError' ? 'timeout' : 'network', status: 0 })
