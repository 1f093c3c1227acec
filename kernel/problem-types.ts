/** What a problem's `type` may be, beside what it says, in both languages; by status. Printed in the API's documentation. */
export const problemTypes: readonly {
  readonly status: number
  readonly type: string
  readonly zh: string
  readonly en: string
}[] = [
  {
    status: 400,
    type: 'invalid',
    zh: '有字段不对：errors 里逐个写明位置和原因',
    en: 'fields are wrong: each in `errors`, with its place and a code',
  },
  { status: 401, type: 'sign-in-first', zh: '先登录，或带上密钥', en: 'sign in first, or bring a key' },
  {
    status: 401,
    type: 'not-the-maker',
    zh: '这是另一个人在这台设备上写的，由本人登录后发出',
    en: 'somebody else made this on the device: it goes out when they are signed in',
  },
  { status: 401, type: 'wrong-key', zh: '没有这个密钥，或已过期、已吊销', en: 'no such key, or expired, or revoked' },
  {
    status: 403,
    type: 'scope-missing',
    zh: '这个密钥没有这个用途（scope）',
    en: 'the key has not been given this scope',
  },
  { status: 403, type: 'not-yours', zh: '看得到，但不由您办（act）', en: 'you see it, the act is not yours' },
  { status: 403, type: 'other-site', zh: '请求来自别的网站', en: 'the request came from another site' },
  {
    status: 404,
    type: 'not-found',
    zh: '没有，或您看不到：同一个回答',
    en: 'not there, or not for you to see: the same answer',
  },
  {
    status: 409,
    type: 'refused',
    zh: '现在不能办：unmet 里列出所有还差的条件',
    en: 'not lawful now: every unmet requirement in `unmet`',
  },
  { status: 413, type: 'too-large', zh: '内容太大', en: 'too large' },
  { status: 415, type: 'wrong-kind', zh: '内容类型不对', en: 'wrong content type' },
  {
    status: 422,
    type: 'key-reused',
    zh: '这个 Idempotency-Key 已经用在别的请求上',
    en: 'this Idempotency-Key was used for something else',
  },
  {
    status: 429,
    type: 'too-many',
    zh: '太频繁：retryAfter 秒后再试',
    en: 'too often: again after `retryAfter` seconds',
  },
  { status: 500, type: 'broken', zh: '服务器出错，已记录', en: 'a fault of the server, logged' },
]
