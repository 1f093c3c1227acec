import type { T } from '../../../kernel/web/i18n.ts'
import { useSaid } from '../../../kernel/web/i18n.ts'
import { type ReplyOf, useGet } from './api.ts'

/** Words of a key, or something else where it has none. */
export const said = (t: T, key: string, otherwise = ''): string => {
  const words = t(key)
  return words === key ? otherwise : words
}

/** The five steps of a matter, in order. */
export const fiveSteps = (t: T) => [0, 1, 2, 3, 4].map((n) => ({ id: String(n), label: t(`matters.step.${n}`) }))

type Category = ReplyOf<'matters.categories'>[number]

/** Categories with their name in the language shown, and by group in the server's order. */
export const useCategories = () => {
  const nameOf = useSaid()
  const { data, isPending, error, refetch } = useGet('matters.categories', {})
  const groups = new Map<string, Category[]>()
  for (const category of data ?? []) groups.set(category.group, [...(groups.get(category.group) ?? []), category])
  const named = (id: string | null): string => {
    const found = data?.find((category) => category.id === id)
    return found ? nameOf(found) : ''
  }
  return { list: data ?? [], groups: [...groups], nameOf, named, waiting: isPending, problem: error, again: refetch }
}
