import { hasWords, useT } from '@gongzhi/kernel/web/i18n.ts'
import { ErrorNotice } from '@gongzhi/kernel/web/kit/index.ts'
import { isProblem } from '@gongzhi/kernel/web/web-problem.ts'

/** What a file was refused for, in words of its own where it has some; `more` is said after them. */
export const FileProblem = ({ problem, more }: { problem: unknown; more?: (type: string) => string }) => {
  const t = useT()
  const type = isProblem(problem) ? problem.type.replace('/problems/', '') : ''
  const key = `documents.problem.${type}`
  if (!type || !hasWords(key))
    return <ErrorNotice problem={problem} unmetWords={(id) => t(`documents.requirement.${id}`)} />
  return (
    <div role="alert">
      <div className="notice wrong">
        <strong>
          {t(key)}
          {more?.(type)}
        </strong>
      </div>
    </div>
  )
}
