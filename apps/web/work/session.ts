import { useQueryClient } from '@tanstack/react-query'
import { type Session, useGet } from './api.ts'

/** Who is at the desk; asked again when the page is looked at again. */
export const useSession = () => useGet('identity.session', {})

/** Puts another session in place: what one person read is not for the next one at the same desk. */
export const useEnter = () => {
  const client = useQueryClient()
  return async (session: Session, same = false) => {
    client.setQueryData(['identity.session', {}], session)
    if (same) await client.invalidateQueries()
    else await client.resetQueries({ predicate: ({ queryKey: [id] }) => id !== 'identity.session' })
  }
}

/** Ends the session and forgets everything that was read. */
export const useLeave = () => {
  const client = useQueryClient()
  return () => client.resetQueries()
}
