import { openWire, requestOf } from './wire.ts'

export type Person = {
  readonly account: string
  readonly county: string
  readonly role: string
  readonly place: string
}
/** Somebody of the demo, signed in. */
export type Signed = Person & { readonly cookie: string }

/** People of the demo county 德庆县. */
export const COUNTY = '441226'

/** Signs people of the demo in by the public API; those of `COUNTY` in the roles asked for. */
export const signIn = async (port: number, roles: readonly string[]): Promise<readonly Signed[]> => {
  const base = `http://127.0.0.1:${port}/api`
  const people = (await (await fetch(`${base}/demo/people`)).json()) as Person[]
  const signed: Signed[] = []
  for (const person of people.filter((p) => p.county === COUNTY && roles.includes(p.role))) {
    const reply = await fetch(`${base}/demo/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: person.account }),
    })
    const cookie = reply.headers.getSetCookie()[0]?.split(';')[0]
    if (!cookie) throw new Error(`no session for ${person.role}: ${reply.status}`)
    signed.push({ ...person, cookie })
  }
  return signed
}

/** Reads JSON as somebody. */
export const read = async <T>(port: number, path: string, cookie = ''): Promise<T> => {
  const wire = await openWire(port)
  try {
    const reply = await wire.ask(requestOf('GET', `/api${path}`, { cookie }))
    if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${reply.body.slice(0, 200)}`)
    return JSON.parse(reply.body) as T
  } finally {
    wire.close()
  }
}
