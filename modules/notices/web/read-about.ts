import { useEffect } from 'react'
import { useAct, useGet } from './api.ts'

/** Opening a subject reads the messages about it, if there are any unread at all. */
export const useReadAbout = (subject: string, known: boolean): void => {
  const { data } = useGet('notices.list', known ? {} : undefined)
  const { mutate } = useAct('notices.read', { refresh: ['notices.list', 'notices.receipts'] })
  const unread = data?.rows.some((row) => row.subject === subject && !row.read) ?? false
  useEffect(() => {
    if (unread) mutate({ body: { subject } })
  }, [unread, subject, mutate])
}
