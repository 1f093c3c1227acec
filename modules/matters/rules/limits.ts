import type { Limit } from '@gongzhi/kernel/clock.ts'

/** A limit with its source beside it; `mark` found | local | unverified is shown wherever the limit is. */
export type MarkedLimit = Limit & { readonly mark: string; readonly basis: string }
export type StepLimit =
  | 'accept'
  | 'dispatch'
  | 'take'
  | 'answer'
  | 'visit'
  | 'rate'
  | 'reply'
  | 'supervise'
  | 'order'
  | 'call'
export type Level = 'consult' | 'normal' | 'urgent' | 'critical'

/** R15 and B06 as data; a county's own settings replace single entries. */
export type Limits = {
  readonly steps: Readonly<Record<StepLimit, MarkedLimit>>
  readonly levels: Readonly<Record<Level, MarkedLimit>>
  readonly criticalFirst: MarkedLimit
  readonly suggestion: Readonly<Record<'accept' | 'dispatch' | 'close' | 'extend', MarkedLimit>>
}

/** The step limit that applies: suggestions have their own (B06), danger to life is answered within hours. */
export const stepLimit = (limits: Limits, step: StepLimit, variant: string, level: string): MarkedLimit => {
  if (variant === 'suggestion' && (step === 'accept' || step === 'dispatch')) return limits.suggestion[step]
  if (level === 'critical' && (step === 'accept' || step === 'dispatch' || step === 'take')) return limits.criticalFirst
  return limits.steps[step]
}

/** The most days an extension may have: 30, of a suggestion 15 working days (B06). */
export const mostExtension = (limits: Limits, variant: string): number =>
  variant === 'suggestion' ? limits.suggestion.extend.amount : 30

const HOURS = { hour: 1, day: 24, workday: 34 } as const
/** For comparing limits of different units: a working day counts as 1.4 days. */
const hoursOf = (limit: Limit): number => limit.amount * HOURS[limit.unit]

/** The whole limit of a matter: what its level or variant allows, or what the duty list promises when that is stricter (X3). */
export const wholeLimit = (limits: Limits, variant: string, level: Level, promised: Limit | null): MarkedLimit => {
  const own = variant === 'suggestion' ? limits.suggestion.close : limits.levels[level]
  if (promised && hoursOf(promised) < hoursOf(own)) return { ...promised, mark: 'local', basis: 'A13' }
  return own
}
