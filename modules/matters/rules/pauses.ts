import type { Pause } from '@gongzhi/kernel/clock.ts'

/** The pauses with the standing one ended. */
export const resumed = (pauses: readonly Pause[], now: number): Pause[] =>
  pauses.map((pause) => (pause.to === null ? { ...pause, to: now } : pause))
