/*
 * Written proxies (R1, Art. 18): whoever is away gives the vote to somebody on the roll; nobody takes more than the law lets them;
 * a candidate takes none. Whoever gave the own vote away is away, and cannot vote for others.
 */

export type ProxyPair = { readonly principal: number; readonly holder: number }

/** Requirements that a further proxy would break, by their ids. Numbers are places on the roll; `most`: proxies a holder may take. */
export const proxyUnmet = (
  pair: Partial<ProxyPair>,
  known: {
    readonly on: (no: number) => boolean
    readonly standing: readonly ProxyPair[]
    readonly candidates: readonly number[]
    readonly most: number
  },
): readonly string[] => {
  const { principal = 0, holder = 0 } = pair
  const { standing, candidates, most } = known
  return [
    ...(known.on(principal) ? [] : ['principal-on-roll']),
    ...(known.on(holder) ? [] : ['holder-on-roll']),
    ...(principal === holder ? ['holder-another'] : []),
    ...(standing.some((one) => one.principal === principal) ? ['principal-free'] : []),
    ...(standing.some((one) => one.holder === principal) ? ['principal-holds-none'] : []),
    ...(standing.some((one) => one.principal === holder) ? ['holder-votes-self'] : []),
    ...(standing.filter((one) => one.holder === holder).length >= most ? ['holder-has-room'] : []),
    ...(candidates.includes(holder) ? ['holder-no-candidate'] : []),
  ]
}
