import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort, type ServerProcess, startServer } from '../../bench/server-process.ts'
import { blankSlip, type Member, openTalkHouse, type Slip, type TalkHouse } from './testing-talk.ts'

/* A real server process killed in the middle of a secret vote: no ballot that was answered is lost, and none counts twice. */

type Answer = {
  readonly status: number
  readonly said: { readonly unmet?: readonly string[]; readonly signed?: string }
}
type Choice = 'yes' | 'no' | 'abstain'

let t: TalkHouse
let server: ServerProcess
let port = 0
/** The process starts at the house's own hour. */
const start = async () => {
  const shift = t.h.env.now() - Date.now()
  const clock = `const now = Date.now; Date.now = () => now() + ${shift}`
  server = await startServer(
    { DATABASE_URL: t.h.url, DATA_DIR: t.h.dataDir, DEMO: '1', GONGZHI_KEY: '5a'.repeat(32), PORT: String(port) },
    [`--import=data:text/javascript,${encodeURIComponent(clock)}`],
  )
}
const kill = async () => {
  const gone = once(server.child, 'exit')
  server.child.kill('SIGKILL')
  await gone
}

beforeAll(async () => {
  t = await openTalkHouse()
  // the demo that the process would tell has been told
  await t.h.rows('INSERT INTO kernel.demo VALUES (now())')
  port = await freePort()
})
afterAll(async () => {
  server?.child.kill('SIGKILL')
  await t?.close()
})

let unanswered = 0
/** Asks once; nothing when no answer came. */
const ask = async (cookie: string, path: string, body: object, key: string): Promise<Answer | undefined> => {
  try {
    const reply = await fetch(`http://127.0.0.1:${port}/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key, ...(cookie ? { cookie } : {}) },
      body: JSON.stringify(body),
    })
    const said = (await reply.json()) as Answer['said']
    if (reply.status < 500) return { status: reply.status, said }
  } catch {
    // the process died under it, or is not up again
  }
  unanswered++
  return undefined
}
/** Asks the same until it is answered, as a phone does. */
const insist = async (cookie: string, path: string, body: object, key: string = randomUUID()): Promise<Answer> => {
  for (;;) {
    const answer = await ask(cookie, path, body, key)
    if (answer) return answer
    await sleep(80 + Math.random() * 80)
  }
}

const anotherSlip = () => ({ blinded: `00${randomBytes(255).toString('hex')}` })

test('the server killed in the middle of a secret vote, and again as it closes: what was answered counts once, what was refused does not', async () => {
  const up = start()
  const voters: readonly Member[] = [...(await t.onRoll()), ...(await t.addMembers(12))]
  const { id } = await t.sitting('选护河员', voters)
  const vote = await t.put(id, 'secret')
  const modulus = await t.modulusOf(vote)
  const urn = (slip: Slip, choice: Choice, proof = slip.proof) => ({ county: '510704', slip: slip.slip, proof, choice })
  const to = (path: string) => `/votes/${vote}/${path}`
  const chair = await t.cookieOf(t.chair)
  await up

  /** What each slip was answered to count as; `lost`: dropped, and whoever dropped it heard nothing and went away. */
  const kept = new Map<string, Choice>()
  const lost = new Map<string, Choice>()
  const [refused, slips] = [new Set<string>(), new Map<string, Slip>()]
  const hears = (slip: Slip, choice: Choice, answer: Answer) => {
    if (answer.status === 200) {
      // two choices of one slip are never both taken
      expect(kept.get(slip.slip) ?? choice).toBe(choice)
      kept.set(slip.slip, choice)
    } else
      expect(answer).toMatchObject({ status: 409, said: { unmet: [expect.stringMatching(/^(one-ballot|state)$/)] } })
  }
  const takesPart = async ({ cookie }: Member, n: number, late: boolean): Promise<void> => {
    const blank = blankSlip(modulus)
    const given = await insist(cookie, to('slips'), { blinded: blank.blinded })
    expect(given.status).toBe(201)
    const slip = blank.sign(given.said.signed ?? '')
    slips.set(cookie, slip)
    const another = await insist(cookie, to('slips'), anotherSlip())
    expect(another).toMatchObject({ status: 409, said: { unmet: expect.arrayContaining(['member-has-no-ballot']) } })
    if (late) return
    const [choice, other] = n % 3 === 0 ? (['no', 'yes'] as const) : (['yes', 'no'] as const)
    if (n % 5 === 4) {
      // nobody signed this one
      const forged = { ...slip, slip: randomBytes(32).toString('hex') }
      refused.add(forged.slip)
      expect((await insist('', to('urn'), urn(forged, choice))).status).toBe(403)
    }
    if (n % 7 === 6) {
      const answer = await ask('', to('urn'), urn(slip, choice), randomUUID())
      if (answer) hears(slip, choice, answer)
      else lost.set(slip.slip, choice)
    } else if (n % 4 === 3) {
      // from two phones at the same moment
      const both = await Promise.all([choice, other].map((one) => insist('', to('urn'), urn(slip, one))))
      for (const [at, one] of [choice, other].entries()) hears(slip, one, both[at] as Answer)
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    } else hears(slip, choice, await insist('', to('urn'), urn(slip, choice)))
  }

  const late = voters.slice(-5)
  // however slow the machine is, the second half is under way when the server dies
  const half = Math.floor(voters.length / 2)
  const dying = Promise.withResolvers<void>()
  const casting = Promise.all(
    voters.map(async (one, n) => {
      if (n >= half) await dying.promise
      await sleep((n % half) * 20)
      await takesPart(one, n, late.includes(one))
    }),
  )
  // in the middle of a handful that is being gathered or written
  while (kept.size < 5) await sleep(1)
  dying.resolve()
  await sleep(Math.random() * 60)
  await kill()
  await start()
  await casting
  expect(unanswered).toBeGreaterThan(4)
  expect(kept.size).toBeGreaterThan(12)

  // closed while the last ones cast, and killed in that moment
  const key = randomUUID()
  const closing = sleep(Math.random() * 120).then(() => insist(chair, to('closing'), {}, key))
  const last = late.map(async ({ cookie }, n) => {
    await sleep(n * 8)
    const slip = slips.get(cookie) as Slip
    hears(slip, 'abstain', await insist('', to('urn'), urn(slip, 'abstain')))
  })
  await sleep(40 + Math.random() * 120)
  await kill()
  await start()
  const closed = await closing
  expect(closed.status).toBe(201)
  await Promise.all(last)
  expect(await insist(chair, to('closing'), {}, key)).toEqual(closed)
  // whoever comes now, with whatever was answered or not, changes nothing
  const rows = () =>
    t.h.rows<{ slip: string; choice: Choice }>(
      `SELECT encode(slip, 'hex') AS slip, choice FROM deliberation.urn WHERE vote = $1 ORDER BY slip`,
      [vote],
    )
  const counted = await rows()
  await Promise.all(
    voters.map(async ({ cookie }) => {
      const slip = slips.get(cookie) as Slip
      const inside = counted.find((one) => one.slip === slip.slip)
      for (const choice of ['yes', 'no', 'abstain'] as const)
        expect((await insist('', to('urn'), urn(slip, choice))).status).toBe(inside?.choice === choice ? 200 : 409)
      expect((await insist(cookie, to('slips'), anotherSlip())).status).toBe(409)
    }),
  )
  expect(await rows()).toEqual(counted)

  // each ballot that was answered lies there once as it was answered; beside them only some of which nobody heard
  const inUrn = new Map(counted.map(({ slip, choice }) => [slip, choice]))
  expect(inUrn.size).toBe(counted.length)
  for (const [slip, choice] of kept) expect(inUrn.get(slip)).toBe(choice)
  for (const [slip, choice] of inUrn) expect(kept.get(slip) ?? lost.get(slip)).toBe(choice)
  expect([...refused].filter((slip) => inUrn.has(slip))).toEqual([])

  // and the result is what lies there
  const many = (choice: Choice) => counted.filter((one) => one.choice === choice).length
  const counts = { yes: many('yes'), no: many('no'), abstain: many('abstain') }
  const shown = (await t.get(t.chair, `/meetings/${id}`)).json().items[0].votes[0]
  expect(shown).toMatchObject({
    counts,
    in: counted.length,
    slips: voters.length,
    voters: voters.length,
    present: voters.length,
    state: 2 * counts.yes > voters.length ? 'passed' : 'lost',
    ballots: createHash('sha256')
      .update(counted.map(({ slip, choice }) => `${slip} ${choice}`).join('\n'))
      .digest('hex'),
  })
  expect(shown.verdicts[1].clauses[0].sums[0]).toMatchObject({ count: counts.yes, of: voters.length })
  const opened = await t.h.rows('SELECT FROM deliberation.resolution WHERE vote = $1', [vote])
  expect(opened).toHaveLength(shown.passed ? 1 : 0)
  expect(await t.h.rows("SELECT FROM kernel.journal WHERE subject = $1 AND act = 'close'", [vote])).toHaveLength(1)
  expect(await t.h.broken()).toEqual([])
}, 120_000)
