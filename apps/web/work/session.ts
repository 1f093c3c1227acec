import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { isProblem } from '../../../kernel/web/web-problem.ts'
import { type Session, useGet } from './api.ts'

/** Who is at the desk; asked again when the page is looked at again. */
export const useSession = () => useGet('identity.session', {})

/** Asks who is here as soon as anything is refused for want of a session, so that an ended one is noticed at once. */
export const useNoticeEnd = () => {
  const client = useQueryClient()
  useEffect(() => {
    const look = (error: unknown) => {
      if (isProblem(error) && error.status === 401) client.invalidateQueries({ queryKey: ['identity.session'] })
    }
    const acts = client.getMutationCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'error') look(event.action.error)
    })
    const reads = client.getQueryCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'error') look(event.action.error)
    })
    return () => {
      acts()
      reads()
    }
  }, [client])
}

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
