import { isProblem } from './web-problem.ts'

/*
 * What the server answered is kept on the device, for reading where there is no signal. Which answers are kept, whose
 * they are and how long they may be read is decided once, by the face; what personal ones say is gone with their person.
 */

type Rules = {
  /** The endpoint that says who is here, and whose account its answer names; undefined for nobody. */
  readonly who: { readonly id: string; readonly accountOf: (answer: unknown) => string | undefined }
  /** Endpoints whose answers are for whoever is signed in. */
  readonly own: readonly string[]
  /** Endpoints whose answers anyone may read. */
  readonly anyone: readonly string[]
  /** The answer came after all, when what was kept had been shown: ask once more. */
  readonly renew: (shownAs: string) => void
  /** How long an own answer may be read without asking again, ms. */
  readonly lasts: number
}
let rules: Rules | undefined
let me: string | undefined
/** When each answer that comes from the device was fetched, by the hash of its query. */
const shownFrom = new Map<string, number>()

/** Decides what is kept. Once, at start-up. */
export const keep = (which: Rules): void => {
  rules = which
}

const store = () => import('./outbox/reads.ts')
/** After so long without an answer what is kept is shown, ms. */
const PATIENCE = 3_000

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))

/** Who is here. Somebody else than before: what the one before could read is thrown away. */
export const keepFor = (account: string | undefined): void => {
  if (account !== undefined && account !== me) void store().then(({ dropReads }) => dropReads(account))
  me = account
}

/** Forgets everything personal: somebody signs out. */
export const forgetKept = async (): Promise<void> => {
  me = undefined
  shownFrom.clear()
  await (await store()).dropReads()
}

/**
 * Asks the server, and answers with what this device has kept when no answer comes. `shownAs`: the hash of the query it
 * is shown under, for saying from when it is.
 */
export const throughKept = async <T>(id: string, input: object, shownAs: string, ask: () => Promise<T>): Promise<T> => {
  if (!rules) return ask()
  const { who, own, anyone, lasts, renew } = rules
  const says = id === who.id
  const mine = says || own.includes(id)
  if (!mine && !anyone.includes(id)) return ask()
  const key = `${id} ${JSON.stringify(input)}`
  const asker = me
  let answered = false

  const find = async (): Promise<{ data: T } | undefined> => {
    const read = await (await store()).findRead(key)
    const open = read && (!mine || (Date.now() - read.at < lasts && (says || read.account === me)))
    if (!open || answered) return undefined
    shownFrom.set(shownAs, read.at)
    return { data: read.data as T }
  }
  const asked = (async () => {
    const data = await ask()
    answered = true
    if (shownFrom.delete(shownAs)) renew(shownAs)
    // a session that has run out does not take away what its person may read here; signing out does
    const account = says ? who.accountOf(data) : mine ? asker : 'anyone'
    if (account !== undefined) void store().then(({ keepRead }) => keepRead({ key, account, at: Date.now(), data }))
    return data
  })()
  const noAnswer = (thrown: unknown) => isProblem(thrown) && thrown.status === 0
  const patient = navigator.onLine === false ? find() : wait(PATIENCE).then(find)
  return Promise.race([
    asked.catch(async (thrown) => {
      const found = noAnswer(thrown) ? await find() : undefined
      if (!found) throw thrown
      return found.data
    }),
    patient.then((found) => found?.data ?? new Promise<T>(() => {})),
  ])
}

/** Since when (ms) an answer is that comes from this device; undefined for one of the server. */
export const keptFrom = (queryHash: string): number | undefined => shownFrom.get(queryHash)
