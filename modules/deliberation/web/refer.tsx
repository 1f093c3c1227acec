import type { ResolutionView } from './api.ts'
import { Do } from './do.tsx'
import { More } from './pieces.tsx'
import { useWords } from './words.ts'

/** 转法定会议: on to the body whose decision it is; asked which only where there is a choice (X1, X4). */
export const Refer = ({ view }: { view: ResolutionView }) => {
  const say = useWords()
  const bodies = view.goesTo.filter(({ may }) => may)
  const which = {
    ...{ name: 'to', label: say('resolution.to'), kind: 'cards' as const, initial: bodies[0]?.body ?? '' },
    choices: bodies.map(({ body }) => ({
      value: body,
      label: say(`bodies.kind.${body}`),
      note: say(`bodies.what.${body}`),
    })),
  }
  return (
    <Do
      of="resolution.refer"
      endpoint="deliberation.refer"
      id={view.id}
      prospects={view.prospects}
      asks={bodies.length > 1 ? [which] : []}
      main
    >
      {view.goesTo.some(({ body, may }) => body === 'representatives' && !may) && (
        <More href={`/rolls/${view.unit.code}.representatives`}>{say('resolution.noMandate')}</More>
      )}
    </Do>
  )
}
