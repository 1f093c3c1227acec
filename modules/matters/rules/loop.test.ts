import { arrows, perform } from '@gongzhi/kernel/procedure.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assist, order, reception, whistle } from './children.ts'
import { type LoopFacts, type LoopState, loop, OPEN, stepOf, TRIES } from './loop.ts'

type Act = keyof typeof loop.acts
const acts = Object.keys(loop.acts) as Act[]

const facts: fc.Arbitrary<LoopFacts> = fc.record({
  ground: fc.boolean(),
  text: fc.boolean(),
  reason: fc.boolean(),
  outcome: fc.boolean(),
  unit: fc.boolean(),
  until: fc.boolean(),
  proof: fc.boolean(),
  days: fc.boolean(),
  target: fc.boolean(),
  said: fc.constantFrom('satisfied', 'dissatisfied', null),
  visitOutcome: fc.constantFrom('reached', 'declined', 'unreachable', null),
  unitOnDutyList: fc.boolean(),
  unitIsAccused: fc.boolean(),
  levelAbove: fc.boolean(),
  actorHandled: fc.boolean(),
  assistsOpen: fc.nat(2),
  extensionAsked: fc.boolean(),
  extensionUsed: fc.boolean(),
  actorAskedExtension: fc.boolean(),
  visitTries: fc.nat(4),
  visited: fc.boolean(),
  satisfied: fc.constantFrom(true, false, null),
  round: fc.integer({ min: 1, max: 3 }),
  targetOpen: fc.boolean(),
  sealed: fc.boolean(),
})
const able: LoopFacts = {
  ground: true,
  text: true,
  reason: true,
  outcome: true,
  unit: true,
  until: true,
  proof: true,
  days: true,
  target: true,
  said: null,
  visitOutcome: 'reached',
  unitOnDutyList: true,
  unitIsAccused: false,
  levelAbove: true,
  actorHandled: false,
  assistsOpen: 0,
  extensionAsked: false,
  extensionUsed: false,
  actorAskedExtension: false,
  visitTries: TRIES,
  visited: false,
  satisfied: null,
  round: 1,
  targetOpen: true,
  sealed: false,
}

/** What has happened to a matter since it was last opened or reopened, as a journal would tell it. */
type Life = {
  state: LoopState
  acts: string[]
  round: number
  rated: boolean | null
  visited: boolean
  extensions: number
  asked: boolean
  tries: number
}
const begun = (): Life => ({
  state: loop.initial,
  acts: [],
  round: 1,
  rated: null,
  visited: false,
  extensions: 0,
  asked: false,
  tries: 0,
})

/** The facts that follow from what has happened take the place of chance. */
const truth = (life: Life, chance: LoopFacts): LoopFacts => ({
  ...chance,
  round: life.round,
  visited: life.state === 'visited',
  satisfied: life.rated,
  visitTries: life.tries,
  extensionAsked: life.asked,
  extensionUsed: life.extensions > 0,
})

const after = (life: Life, act: Act, said: LoopFacts, to: LoopState): Life => {
  const again = to === 'reopened' || to === 'escalated'
  return {
    state: to,
    acts: again ? [] : [...life.acts, act],
    round: life.round + (again && (act === 'rate' || act === 'visit') ? 1 : 0),
    rated: (act === 'rate' || act === 'visit') && said.said !== null ? said.said === 'satisfied' : life.rated,
    visited: act === 'visit',
    extensions: life.extensions + (act === 'grant-extension' ? 1 : 0),
    asked:
      act === 'ask-extension' ? true : act === 'grant-extension' || act === 'refuse-extension' ? false : life.asked,
    tries: again ? 0 : life.tries + (act === 'try-visit' ? 1 : 0),
  }
}

const ending = ['withdraw', 'decline', 'merge']
/** An act at random, or one that starts from here: pure chance hardly gets beyond the first states. */
const choose = (state: LoopState, pick: number): Act => {
  const here = acts.filter((act) => (loop.acts[act].from as readonly string[]).includes(state) && !ending.includes(act))
  const from = pick % 12 === 0 || here.length === 0 ? acts : here
  return from[Math.floor(pick / 12) % from.length] ?? 'accept'
}

const walk = (
  steps: readonly (readonly [number, LoopFacts])[],
  seen: (life: Life, act: Act, told: LoopFacts) => void,
) => {
  let life = begun()
  for (const [pick, chance] of steps) {
    // one is over, the next is reported
    if (loop.final.includes(life.state)) life = begun()
    const act = choose(life.state, pick)
    const told = truth(life, chance)
    const outcome = perform(loop, life.state, act, told)
    if (!outcome.done) continue
    life = after(life, act, told, outcome.to)
    seen(life, act, told)
  }
}

/** Chance with a lean to what can be done. */
const step: fc.Arbitrary<readonly [number, LoopFacts]> = fc.tuple(
  // small numbers come too often by themselves
  fc.nat().map((n) => Math.imul(n, 2654435761) >>> 0),
  fc.oneof(facts, {
    weight: 3,
    arbitrary: fc
      .tuple(facts, fc.constantFrom('satisfied' as const, 'dissatisfied' as const, null))
      .map(([chance, said]) => ({ ...able, said, visitOutcome: chance.visitOutcome ?? 'reached' })),
  }),
)
const steps = fc.array(step, { minLength: 40, maxLength: 160, size: 'max' })

test('事必理、理必结、结必访: nothing closes that was not concluded, answered and visited, in this order, this round (C07)', () => {
  let closed = 0
  fc.assert(
    fc.property(steps, (sequence) => {
      walk(sequence, (life) => {
        if (life.state !== 'closed') return
        closed++
        const conclusion = life.acts.findLastIndex((act) => act === 'conclude' || act === 'conclude-with')
        const answer = life.acts.indexOf('answer', conclusion)
        const visit = life.acts.indexOf('visit', answer)
        expect([conclusion >= 0, answer > conclusion, visit > answer]).toEqual([true, true, true])
      })
    }),
    { numRuns: 400 },
  )
  expect(closed).toBeGreaterThan(10)
})

test('no state of the five steps is skipped: each arrow leads one step on, stays, or goes back', () => {
  const onward = arrows(loop).filter(({ to, act }) => stepOf(to) !== null && act !== 'conclude-with')
  for (const { from, to, act } of onward) {
    const [a, b] = [stepOf(from) ?? 0, stepOf(to) ?? 0]
    expect(b - a, `${from} ${act} ${to}`).toBeLessThanOrEqual(1)
  }
  // what was merged is handled with the matter it was merged into
  expect(arrows(loop).filter(({ act }) => act === 'conclude-with')).toEqual([
    { from: 'merged', act: 'conclude-with', to: 'concluded', system: true },
  ])
})

test('a visit reaches closed only from answered, and a rating or the clock closes only what was visited', () => {
  const closing = arrows(loop).filter(({ from, to }) => to === 'closed' && from !== to)
  expect([...new Set(closing.map(({ act, from }) => `${act} ${from}`))].sort()).toEqual([
    'close visited',
    // holds only where `visited`: see the first branch of rate
    'rate answered',
    'rate visited',
    'visit answered',
  ])
  expect(perform(loop, 'answered', 'rate', { ...able, said: 'satisfied' })).toEqual({ done: true, to: 'answered' })
})

const procedures = [
  ['loop', loop],
  ['assist', assist],
  ['order', order],
  ['whistle', whistle],
  ['reception', reception],
] as const

test.each(procedures)(
  '%s: every state is reached, every open one has a person’s act out of it, final ones have none',
  (_name, table) => {
    const all = arrows(table as unknown as typeof loop)
    const reached = new Set<string>([table.initial])
    for (let size = 0; size !== reached.size; ) {
      size = reached.size
      for (const { from, to } of all) if (reached.has(from)) reached.add(to)
    }
    const states = new Set(all.flatMap(({ from, to }) => [from, to]))
    expect([...states].filter((state) => !reached.has(state))).toEqual([])
    for (const state of states) {
      const out = all.filter(({ from, to, system }) => from === state && to !== state && !system)
      const final = (table.final as readonly string[]).includes(state)
      // what is done to a photo long after leaves the matter at its end
      expect(all.some(({ from, to }) => from === state && to !== state) && final, `${state} is final and goes on`).toBe(
        false,
      )
      if (!final) expect(out.length, `${state} has no way out`).toBeGreaterThan(0)
    }
  },
)

test('the open states are all that are not final', () => {
  const states = new Set(arrows(loop).flatMap(({ from, to }) => [from, to]))
  expect([...OPEN, ...loop.final].sort()).toEqual([...states].sort())
})

test('nothing is declined without a coded ground and a text, whatever else is true (I3)', () => {
  fc.assert(
    fc.property(facts, fc.constantFrom(...OPEN), (said, state) => {
      const outcome = perform(loop, state, 'decline', said)
      expect(outcome.done).toBe(state === 'reported' && said.ground && said.text)
    }),
  )
})

test('nobody verifies own work: who handled it may not answer, send back, try to visit or visit (I2)', () => {
  const verifying = ['answer', 'send-back', 'try-visit', 'visit'] as const
  fc.assert(
    fc.property(facts, fc.constantFrom(...verifying), fc.constantFrom(...OPEN), (said, act, state) => {
      const outcome = perform(loop, state, act, { ...said, actorHandled: true })
      expect(outcome.done).toBe(false)
      if (!outcome.done) expect(outcome.unmet).toContain('not-own-work')
    }),
  )
  for (const act of verifying) {
    const state = loop.acts[act].from[0] ?? 'reported'
    expect(perform(loop, state, act, able).done).toBe(true)
  }
})

test('an extension is granted at most once in a life, and only to whom asked, by somebody else', () => {
  let granted = 0
  fc.assert(
    fc.property(steps, (sequence) => {
      walk(sequence, (now, act, told) => {
        if (act !== 'grant-extension') return
        granted++
        expect(told.actorAskedExtension).toBe(false)
        expect(now.extensions).toBeLessThanOrEqual(1)
      })
    }),
    { numRuns: 300 },
  )
  expect(granted).toBeGreaterThan(5)
})

test('a matter reopens on the first dissatisfaction and escalates on every later one', () => {
  for (const [act, from] of [
    ['rate', 'visited'],
    ['visit', 'answered'],
  ] as const) {
    const said = { ...able, said: 'dissatisfied' as const }
    expect(perform(loop, from, act, { ...said, round: 1 })).toEqual({ done: true, to: 'reopened' })
    expect(perform(loop, from, act, { ...said, round: 2 })).toEqual({ done: true, to: 'escalated' })
  }
})

test('not reached counts as a visit only after three attempts', () => {
  fc.assert(
    fc.property(fc.nat(6), (visitTries) => {
      const outcome = perform(loop, 'answered', 'visit', { ...able, visitOutcome: 'unreachable', visitTries })
      expect(outcome.done).toBe(visitTries >= TRIES)
    }),
  )
})

test('a matter about a unit never goes to that unit, whatever the duty list says (P8)', () => {
  fc.assert(
    fc.property(facts, fc.constantFrom(...OPEN), (said, state) => {
      expect(perform(loop, state, 'dispatch', { ...said, unitIsAccused: true }).done).toBe(false)
    }),
  )
})

test('a sealed reporter cannot be looked up, whatever the reason (P8)', () => {
  for (const state of OPEN) expect(perform(loop, state, 'look', { ...able, sealed: true }).done).toBe(false)
})

test('an order closes only with evidence, confirmed by another than who gave it (B07)', () => {
  const said = { text: true, reason: true, comes: true, otherRated: true, actorAnswered: false }
  expect(perform(order, 'issued', 'confirm-order', said)).toMatchObject({ done: false, unmet: ['state'] })
  expect(perform(order, 'evidenced', 'confirm-order', { ...said, actorAnswered: true })).toMatchObject({
    unmet: ['not-own-work'],
  })
  expect(arrows(order).filter(({ to }) => to === 'confirmed')).toEqual([
    { from: 'evidenced', act: 'confirm-order', to: 'confirmed' },
  ])
})
