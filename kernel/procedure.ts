/**
 * A procedure is a table: which act leads from which state to which, and what must be true for it.
 * It knows no person and no clock; who may act stands in a module's access.ts. There is no force and no skip.
 */

/** One thing that must be true. `asked` marks what the person states in the form itself, not a fact of the world. */
export type Requirement<F> = { readonly id: string; readonly asked?: true; readonly met: (facts: F) => boolean }

/** One of several ends of an act; the first whose `when` holds is taken, the last has none. */
export type Branch<S extends string, F> = { readonly state: S; readonly when?: Requirement<F> }

/** `stay`: the act is recorded and the state stays as it is. */
export const stay = '=' as const

export type ActRule<S extends string, F> = {
  readonly from: readonly S[]
  readonly to: S | typeof stay | readonly Branch<S, F>[]
  readonly requires: readonly Requirement<F>[]
  /** Made by the clock or by another subject, never by a person. */
  readonly system?: true
}

export type Procedure<S extends string, F, A extends string = string> = {
  readonly id: string
  /** The act that brings a subject into being, and the state it begins in. */
  readonly opens: string
  readonly initial: S
  readonly final: readonly S[]
  readonly acts: Readonly<Record<A, ActRule<S, F>>>
}

/** Declares a procedure; state and fact types first, so that every name in the table is checked. */
export const procedure =
  <S extends string, F>() =>
  <A extends string>(table: Procedure<S, F, A>): Procedure<S, F, A> =>
    table

export type Outcome<S> = { readonly done: true; readonly to: S } | { readonly done: false; readonly unmet: string[] }

const endOf = <S extends string, F>(rule: ActRule<S, F>, state: S, facts: F): S | undefined => {
  if (rule.to === stay) return state
  if (typeof rule.to === 'string') return rule.to as S
  return rule.to.find((branch) => branch.when === undefined || branch.when.met(facts))?.state
}

/** Enforces: the next state, or every requirement that is not met (`state` when the act does not start here). */
export const perform = <S extends string, F, A extends string>(
  table: Procedure<S, F, A>,
  state: S,
  act: A,
  facts: F,
): Outcome<S> => {
  const rule = table.acts[act]
  const unmet = rule.requires.filter((requirement) => !requirement.met(facts)).map((requirement) => requirement.id)
  if (!rule.from.includes(state)) unmet.unshift('state')
  if (unmet.length > 0) return { done: false, unmet }
  const to = endOf(rule, state, facts)
  return to === undefined ? { done: false, unmet: ['state'] } : { done: true, to }
}

export type Prospect = {
  readonly act: string
  /** What stands in the way now. Empty: the act can be done. */
  readonly unmet: string[]
  /** What the person will be asked to state. */
  readonly asks: string[]
  readonly from: readonly string[]
}

/** What could be done next and what stands in the way: feeds buttons and help texts. */
export const prospects = <S extends string, F, A extends string>(
  table: Procedure<S, F, A>,
  state: S,
  facts: F,
): Prospect[] =>
  (Object.entries(table.acts) as [A, ActRule<S, F>][])
    .filter(([, rule]) => !rule.system)
    .map(([act, rule]) => {
      const unmet = rule.requires.filter((r) => !r.asked && !r.met(facts)).map((r) => r.id)
      if (!rule.from.includes(state)) unmet.unshift('state')
      return { act, unmet, asks: rule.requires.filter((r) => r.asked).map((r) => r.id), from: rule.from }
    })

export type Arrow = {
  readonly from: string
  readonly act: string
  readonly to: string
  readonly when?: string
  readonly system?: true
}

/** Every arrow of the table: feeds the diagrams of docs/procedures and the reachability tests. */
export const arrows = <S extends string, F, A extends string>(table: Procedure<S, F, A>): Arrow[] =>
  (Object.entries(table.acts) as [A, ActRule<S, F>][]).flatMap(([act, rule]) =>
    rule.from.flatMap((from) => {
      const mark = rule.system ? ({ system: true } as const) : {}
      if (rule.to === stay) return [{ from, act, to: from, ...mark }]
      if (typeof rule.to === 'string') return [{ from, act, to: rule.to, ...mark }]
      return rule.to.map((branch) => ({
        from,
        act,
        to: branch.state,
        ...(branch.when ? { when: branch.when.id } : {}),
        ...mark,
      }))
    }),
  )
