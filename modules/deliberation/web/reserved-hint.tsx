import { Notice } from '@gongzhi/kernel/web/kit/index.ts'
import { concerns } from '../rules/concerns.ts'
import { useWords } from './words.ts'

/** Whose decision it is by law, when it is not the council's (X1, X4). */
export const ReservedNote = ({ by, law, article }: { by: string | null; law: string; article: string }) => {
  const say = useWords()
  return by === null ? null : <Notice>{say('topic.reserved', { law, article, by: say(`topic.by.${by}`) })}</Notice>
}

/** Whose decision a concern is by law, where it is not the council's. */
export const ReservedHint = ({ concern }: { concern: string }) => {
  const found = concerns.find(({ id }) => id === concern)
  return found ? <ReservedNote by={found.reserved} law={found.law} article={found.article} /> : null
}
