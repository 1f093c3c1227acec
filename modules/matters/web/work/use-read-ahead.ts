import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { type Row, readAhead } from './api.ts'
import { matterOf } from './matter-words.tsx'

const MOST = 20
const HALF_AN_HOUR = 1_800_000

/** Reads the matters of a list one after the other, quietly: in the valley they can then be opened and handled. */
export const useReadAhead = (rows: readonly Row[]): void => {
  const client = useQueryClient()
  // again when a matter has come or moved on
  const which = [...new Set(rows.slice(0, MOST).map((row) => `${matterOf(row)} ${row.state}`))].join('\n')
  useEffect(() => {
    let going = navigator.onLine !== false && which !== ''
    const read = async () => {
      for (const line of which.split('\n')) {
        const [id = ''] = line.split(' ')
        if (going) await readAhead(client, 'matters.matter', { params: { id } }, HALF_AN_HOUR)
      }
    }
    void read()
    return () => {
      going = false
    }
  }, [client, which])
}
