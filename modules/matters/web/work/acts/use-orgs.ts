import { useGet, type View } from '../api.ts'

/** Organisations of the village, the town and the county of a matter, nearest first, for choosing one. */
export const useOrgs = (view: Pick<View, 'unit' | 'town'>) => {
  const { code } = view.unit
  const village = useGet('territory.orgs', code.endsWith('000') ? undefined : { query: { seat: code } })
  const town = useGet('territory.orgs', { query: { seat: view.town?.code ?? `${code.slice(0, 9)}000` } })
  const county = useGet('territory.orgs', { query: { seat: `${code.slice(0, 6)}000000` } })
  const choicesOf = (found: typeof town) => (found.data ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return { village: choicesOf(village), town: choicesOf(town), county: choicesOf(county) }
}
