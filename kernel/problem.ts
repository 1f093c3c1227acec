/** One wrong field: where (JSON pointer into the request) and a stable code; the client owns the words. */
export type FieldError = { readonly pointer: string; readonly code: string; readonly [detail: string]: unknown }

export type ProblemBody = {
  readonly type: string
  readonly status: number
  readonly errors?: readonly FieldError[]
  readonly act?: string
  readonly unmet?: readonly string[]
  readonly [more: string]: unknown
}

/** RFC 9457 problem: stable type, no prose to localise, no stack. The one class of the house. */
export class Problem extends Error {
  readonly body: ProblemBody
  constructor(status: number, type: string, more: Record<string, unknown> = {}) {
    super(type)
    this.body = { type: `/problems/${type}`, status, ...more }
  }
}

/** 404: not there, or not for you to see: the same answer. */
export const notFound = (): Problem => new Problem(404, 'not-found')
/** 403: you see it, the act is not yours. */
export const notYours = (act: string): Problem => new Problem(403, 'not-yours', { act })
/** 401: sign in first. */
export const signInFirst = (): Problem => new Problem(401, 'sign-in-first')
/** 401: no such key, or its time is over, or it was revoked: the same answer. */
export const wrongKey = (): Problem => new Problem(401, 'wrong-key')
/** 403: the key has not been given this scope; null: no key opens this. */
export const scopeMissing = (scope: string | null): Problem => new Problem(403, 'scope-missing', { scope })
/** 400: every wrong field at once. */
export const invalid = (errors: readonly FieldError[]): Problem => new Problem(400, 'invalid', { errors })
/** 409: every unmet requirement at once, and the states the act starts from. */
export const refused = (act: string, unmet: readonly string[], from: readonly string[] = []): Problem =>
  new Problem(409, 'refused', { act, unmet, from })
/** 422: this Idempotency-Key was used for something else. */
export const keyReused = (): Problem => new Problem(422, 'key-reused')
