import type pg from 'pg'

/** Empties the record that the demo has begun, so that the bench fills its own; answers a subject with a journal. */
export const demoClosed = async (client: pg.Client, county: string): Promise<string> => {
  await client.query('TRUNCATE record.leaf, record.node, record.head, record.waiting')
  const { rows } = await client.query<{ subject: string }>(
    'SELECT subject FROM kernel.journal WHERE county = $1 AND seq = 1 LIMIT 1',
    [county],
  )
  return rows[0]?.subject ?? ''
}

/** Puts things into the queue, each of a kind of its own, with the entry of one subject behind them. */
export const queueTrials = async (client: pg.Client, county: string, subject: string, count: number): Promise<void> => {
  await client.query('VACUUM ANALYZE record.leaf, record.node')
  await client.query(
    `SELECT record.queue($1, 'bench-' || n, $2, 1, 'B-' || n, jsonb_build_object('n', n, 'text', '已换灯泡，亮了。'))
     FROM generate_series(1, $3) AS n`,
    [county, subject, count],
  )
}
