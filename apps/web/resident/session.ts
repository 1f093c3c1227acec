import { useQueryClient } from '@tanstack/react-query'
import { useGet } from './api.ts'

/** Who I am here: `known` for an account, `follows` for somebody let in by the query code of one matter. */
export const useSession = () => {
  const { data: session, isPending } = useGet('identity.session', {})
  const known = session !== undefined && session.kind !== 'visitor'
  return { session, waiting: isPending, known, follows: session?.kind === 'visitor' && session.county !== null }
}

/** Forgets everything read so far: what one person may see is not for the next one at the same phone. */
export const useForget = () => {
  const client = useQueryClient()
  return async () => {
    // Who is here first: what only the one before could read is then no longer on the page, and is not asked for again.
    await client.resetQueries({ predicate: ({ queryKey }) => queryKey[0] === 'identity.session' })
    await new Promise((done) => setTimeout(done, 50))
    await client.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'identity.session' })
  }
}
