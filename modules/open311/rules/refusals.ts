import type { ProblemBody } from '@gongzhi/kernel/problem.ts'
import { Problem } from '@gongzhi/kernel/problem.ts'

/* Errors as GeoReport has them: a list of code and description, meant to be read by the person; both languages in one. */

export type Refusal = { readonly code: 400 | 403 | 404; readonly description: string }

const one =
  (code: Refusal['code']) =>
  (zh: string, en: string): Refusal => ({ code, description: `${zh} ${en}` })
/** The request cannot be fulfilled as it stands. */
export const wrong = one(400)
/** The key is missing or does not reach this far. */
export const barred = one(403)
/** What was named is not there. */
export const missing = one(404)

/** All that is wrong, thrown at once. 403 outweighs 404, which outweighs 400. */
export const refuse = (refusals: readonly Refusal[]): Problem => {
  const codes = refusals.map(({ code }) => code)
  const status = codes.includes(403) ? 403 : codes.includes(404) ? 404 : 400
  return new Problem(status, 'open311', { refusals })
}

/** Throws when there is anything to refuse. */
export const orRefuse = (refusals: readonly Refusal[]): void => {
  if (refusals.length > 0) throw refuse(refusals)
}

const nothingHere = '没有这个地址或格式；可用 .xml 和 .json。 No such address or format; .xml and .json are offered.'
/** What the house itself refuses, by its stable type. */
const HOUSE: Readonly<Record<string, string>> = {
  'not-found': nothingHere,
  'wrong-key': '缺 api_key，或密钥不对、已停用。 api_key is missing, unknown or no longer valid.',
  'scope-missing': '这个密钥没有 open311 权限。 This api_key was not issued for open311.',
  'too-many': '请求太多，请过一分钟再试。 Too many requests, try again in a minute.',
  'too-large': '内容太大，最多 256 KB。 Too large, 256 KB at most.',
  'wrong-kind': '请用 application/x-www-form-urlencoded 发送。 Send application/x-www-form-urlencoded.',
  'key-reused': '这个请求号已用于另一件。 This request id was used for another report.',
  broken: '服务出错，没有办成，请告诉我们。 The service failed; nothing was done. Please tell us.',
}

/**
 * A problem of the house as a status and a list of errors: 404, 403 and 400 as the standard says; 429 and 500 stay what they
 * are, so that what stands between knows to wait or to raise the alarm.
 */
export const errorsOf = (problem: ProblemBody): { status: number; errors: { code: number; description: string }[] } => {
  if (Array.isArray(problem.refusals)) return { status: problem.status, errors: problem.refusals as Refusal[] }
  const status = [403, 404, 429].includes(problem.status)
    ? problem.status
    : problem.status === 401
      ? 403
      : problem.status >= 500
        ? 500
        : 400
  const type = problem.type.replace('/problems/', '')
  const fields = (problem.errors ?? []).map(({ pointer }) => {
    const field = pointer.replace(/^\/(query|body|params)\/?/, '') || pointer
    return { code: status, description: `这一项不对：${field}。 This is wrong: ${field}.` }
  })
  const plain = { code: status, description: HOUSE[type] ?? `办不成：${type}。 Refused: ${type}.` }
  return { status, errors: fields.length > 0 ? fields : [plain] }
}
