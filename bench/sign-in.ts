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

/** One village with those who bring a matter there to its end: a reporter, its clerk, and a worker of the unit that handles sanitation. */
export const crewOf = async (port: number) => {
  const people = await signIn(port, ['resident', 'village-clerk', 'grid-worker'])
  const worker = people.find((p) => p.role === 'grid-worker')
  const at = (role: string) => people.find((p) => p.role === role && p.place === worker?.place)
  const [reporter, clerk] = [at('resident'), at('village-clerk')]
  if (!worker || !clerk || !reporter) throw new Error('the demo has no village with all three')
  const { posts } = await read<{ posts: { prefix: string }[] }>(port, '/session', clerk.cookie)
  const unit = posts[0]?.prefix ?? ''
  const duties = await read<{ org: string }[]>(port, `/duties?unit=${unit}&category=sanitation`)
  const org = duties.find((duty) => duty.org.startsWith(unit))?.org
  if (!org) throw new Error(`no grid at ${unit}`)
  return { reporter: reporter.cookie, clerk: clerk.cookie, worker: worker.cookie, unit, org }
}
