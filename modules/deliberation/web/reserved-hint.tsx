import { Notice } from '@gongzhi/kernel/web/kit/index.ts'
import type { BodyKind } from '../rules/bodies.ts'
import { concerns, deciderOf, reservedFor } from '../rules/concerns.ts'
import { useWords } from './words.ts'

/** Whose decision it is by law, when it is not the council's (X1, X4). */
export const ReservedNote = ({ by, law, article }: { by: string | null; law: string; article: string }) => {
  const say = useWords()
  return by === null ? null : <Notice>{say('topic.reserved', { law, article, by: say(`topic.by.${by}`) })}</Notice>
}

/** Whose decision a concern is by law, where it is not that of the body that talks it over. */
export const ReservedHint = ({ concern, kind = 'council' }: { concern: string; kind?: BodyKind }) => {
  const found = concerns.find(({ id }) => id === concern)
  return found ? (
    <ReservedNote by={reservedFor(kind, concern) && deciderOf(concern)} law={found.law} article={found.article} />
  ) : null
}
