import { useNameOf } from '@gongzhi/kernel/web/i18n.ts'
import { useGet } from './api.ts'

const pad = (prefix: string) => prefix.padEnd(12, '0')

/**
 * What can be chosen within a stretch of territory: the towns of a county, the villages of the town chosen (or of the
 * one town the stretch is). `code` is a 12-digit code or a prefix of one, or empty.
 */
export const useTownsAndVillages = (within: string, code: string) => {
  const chosenTown = code.length >= 9 && code.slice(6, 9) !== '000' ? code.slice(0, 9) : ''
  const town = within.length >= 9 ? within.slice(0, 9) : chosenTown
  const towns = useGet('territory.places', within.length === 6 ? { query: { parent: pad(within) } } : undefined)
  const villages = useGet('territory.places', town && within.length < 12 ? { query: { parent: pad(town) } } : undefined)
  const only = useGet('territory.place', within.length === 12 ? { params: { code: within } } : undefined)
  const nameOf = useNameOf()
  const choice = (one: { code: string; short: string; latin: string }) => ({ value: one.code, label: nameOf(one) })
  return {
    towns: within.length === 6 ? (towns.data ?? []).map(choice) : undefined,
    villages: only.data ? [choice(only.data)] : (villages.data ?? []).map(choice),
    town: town ? pad(town) : '',
    village: code.length === 12 && !code.endsWith('000') ? code : '',
  }
}
