import { useSearchParams } from 'wouter'

/** Filters kept in the address, so that a list can be sent to a colleague and the way back leads to the same list. */
export const useAddress = () => {
  const [search, setSearch] = useSearchParams()
  const set = (changes: Record<string, string>) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before)
        for (const [name, value] of Object.entries(changes)) value ? after.set(name, value) : after.delete(name)
        return after
      },
      { replace: true },
    )
  return { get: (name: string) => search.get(name) ?? '', set }
}
