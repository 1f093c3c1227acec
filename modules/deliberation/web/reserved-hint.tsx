import { concerns } from '../rules/concerns.ts'
import { ReservedNote } from './topic-page.tsx'

/** Whose decision a concern is by law, where it is not the council's. */
export const ReservedHint = ({ concern }: { concern: string }) => {
  const found = concerns.find(({ id }) => id === concern)
  return found ? <ReservedNote by={found.reserved} law={found.law} article={found.article} /> : null
}
