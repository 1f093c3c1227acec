import { useSaid } from '@gongzhi/kernel/web/i18n.ts'
import { type Category, useGet } from './api.ts'

/** Categories with their names in the language shown. */
export const useCategories = () => {
  const say = useSaid()
  const { data } = useGet('matters.categories', {})
  const list: Category[] = data ?? []
  return {
    list,
    say,
    find: (id: string | null) => list.find((one) => one.id === id),
    name: (id: string | null) => {
      const found = list.find((one) => one.id === id)
      return found ? say(found) : (id ?? '')
    },
    choices: list.map((one) => ({ value: one.id, label: say(one) })),
  }
}
