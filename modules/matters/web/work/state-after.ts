import { stay } from '@gongzhi/kernel/procedure.ts'
import { loop } from '../../rules/loop.ts'

const acts: Readonly<Record<string, { from: readonly string[]; to: unknown }>> = loop.acts

/** The state after acts that wait on this device: as far as the procedure says it without asking the server. */
export const stateAfter = (state: string, waiting: readonly string[]): string =>
  waiting.reduce((now, act) => {
    const rule = acts[act]
    if (!rule?.from.includes(now)) return now
    return typeof rule.to === 'string' && rule.to !== stay ? rule.to : now
  }, state)
