import { invalid } from '@gongzhi/kernel/problem.ts'
import { findOrg, inForce } from '@gongzhi/territory/server'

/**
 * Refuses units that do not stand in the county, come twice, or are the one complained about (P8): nobody would ever do
 * the work. 400 with every wrong one.
 */
export const checkUnits = (
  county: string,
  accused: string | null,
  units: readonly { readonly org: string; readonly pointer: string }[],
): void => {
  const seen = new Set<string>()
  const errors = units.flatMap(({ org, pointer }) => {
    const found = findOrg(org)
    const code =
      found?.county !== county || !inForce(found)
        ? 'unknown'
        : org === accused
          ? 'accused'
          : seen.has(org)
            ? 'duplicated'
            : undefined
    seen.add(org)
    return code === undefined ? [] : [{ pointer, code }]
  })
  if (errors.length > 0) throw invalid(errors)
}
