const day = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)

/** First and last day of a period, in China: `30` or `90` days back, this `year`. */
export const period = (of: string, now = Date.now()): { from: string; to: string } => {
  const to = day(now)
  if (of === 'year') return { from: `${to.slice(0, 4)}-01-01`, to }
  return { from: day(now - Number(of) * 86_400_000), to }
}

/** Today in China. */
export const today = (now = Date.now()): string => day(now)
