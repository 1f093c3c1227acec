import { formatDay } from '@gongzhi/kernel/web/day.ts'
import { useSaid } from '@gongzhi/kernel/web/i18n.ts'
import { concernOf } from '../rules/concerns.ts'
import { useWords } from './words.ts'

type Given = { readonly concerns: readonly string[]; readonly until: string }

/** What is given to the representatives and until when, in a sentence (X4). */
export const useGrantsSaid = () => {
  const say = useWords()
  const said = useSaid()
  return ({ concerns, until }: Given): string =>
    say('grants.said', { what: concerns.map((id) => said(concernOf(id))).join('；'), until: formatDay(until) })
}

/** The same on a page, where there is anything given. */
export const GrantsNote = ({ grants }: { grants: Given | null }) => {
  const sentence = useGrantsSaid()
  return grants && <p className="own">{sentence(grants)}</p>
}
