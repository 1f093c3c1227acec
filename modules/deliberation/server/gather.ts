type Asked<I, O> = {
  readonly item: I
  readonly resolve: (answer: O) => void
  readonly reject: (error: unknown) => void
}

/**
 * Gathers what many people send at once for some ms and does it in one transaction for each county; everybody is answered after
 * its commit. A process that dies before has answered nobody: whoever gets no answer sends again.
 */
export const gathering = <C, I, O>(
  waitMs: number,
  most: number,
  work: (context: C, county: string, items: readonly I[]) => Promise<readonly O[]>,
): ((context: C, county: string, item: I) => Promise<O>) => {
  const waiting = new Map<string, Asked<I, O>[]>()
  const flush = async (context: C, county: string): Promise<void> => {
    const asked = waiting.get(county) ?? []
    waiting.delete(county)
    for (let at = 0; at < asked.length; at += most) {
      const group = asked.slice(at, at + most)
      try {
        const answers = await work(
          context,
          county,
          group.map(({ item }) => item),
        )
        for (const [n, one] of group.entries()) one.resolve(answers[n] as O)
      } catch (error) {
        for (const one of group) one.reject(error)
      }
    }
  }
  return (context, county, item) =>
    new Promise((resolve, reject) => {
      const there = waiting.get(county)
      if (there) there.push({ item, resolve, reject })
      else {
        waiting.set(county, [{ item, resolve, reject }])
        setTimeout(() => void flush(context, county), waitMs)
      }
    })
}
