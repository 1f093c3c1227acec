import { procedure, type Requirement } from '@gongzhi/kernel/procedure.ts'

export type PastFacts = { readonly reason: boolean }

const reasonStated: Requirement<PastFacts> = { id: 'reason-stated', asked: true, met: (f) => f.reason }

/**
 * A matter of an old ledger. It never went through the loop here, so it is no matter of the loop: it has one opening act,
 * `import`, and no acts are made up for what was done before (I1). What the ledger says stands in its data.
 */
export const past = procedure<'kept' | 'retracted', PastFacts>()({
  id: 'matters.past',
  opens: 'import',
  initial: 'kept',
  final: ['retracted'],
  acts: {
    // brought in by mistake: it leaves the lists, its entry stays
    retract: { from: ['kept'], to: 'retracted', requires: [reasonStated] },
  },
})

/** A matter as an old ledger has it; days are ISO. */
export type Past = {
  readonly unitCode: string
  readonly import: string
  /** Keyed digest of the row's content: the same row again is not a second matter. */
  readonly mark: string
  readonly sourceNumber: string | null
  readonly reportedOn: string
  readonly concludedOn: string | null
  readonly category: string
  readonly text: string
  readonly spot: string | null
  readonly nameEnc: string | null
  readonly phoneEnc: string | null
  readonly org: string | null
  readonly outcome: string | null
  readonly outcomeText: string | null
  readonly rated: string | null
}
