import { hasWords, useT } from '../../../kernel/web/i18n.ts'
import { ErrorNotice, Notice } from '../../../kernel/web/kit/index.ts'
import { isProblem } from '../../../kernel/web/web-problem.ts'

/** A refused sign-in, code or password in the words of identity; anything else as everywhere. */
export const IdentityProblem = ({ problem }: { problem: unknown }) => {
  const t = useT()
  const kind = isProblem(problem) ? problem.type.replace(/^.*\//, '') : ''
  const key = `identity.problem.${kind}`
  if (!kind || !hasWords(key)) return <ErrorNotice problem={problem} />
  return (
    <div role="alert">
      <Notice>{t(key)}</Notice>
    </div>
  )
}
