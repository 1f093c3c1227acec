import { join } from 'node:path'
import { startEmbeddedPostgres } from '@gongzhi/kernel/server/embedded-postgres.ts'
import sharp from 'sharp'
import { runTraces } from './outbox-traces.ts'
import type { Figure } from './print.ts'

/** Ten thousand phones in valleys (OUTBOX_TRACES): how much was lost, doubled or out of order, which must be nothing. */
export const measureOutbox = async (cache: string, say: (line: string) => void): Promise<Figure[]> => {
  const count = Number(process.env.OUTBOX_TRACES ?? 10_000)
  const seed = Number(process.env.OUTBOX_SEED ?? Date.now() % 1_000_000)
  const postgres = await startEmbeddedPostgres({ dir: join(cache, 'outbox'), log: say, durable: false })
  process.env.GONGZHI_TEST_PG = postgres.url
  try {
    const photo = await sharp({ create: { width: 24, height: 18, channels: 3, background: '#556' } })
      .jpeg()
      .toBuffer()
    const started = Date.now()
    const { wrong, ...found } = await runTraces(count, seed, new Uint8Array(photo).buffer, say)
    say(`OUTBOX_SEED=${seed} ${JSON.stringify(found)}`)
    for (const line of wrong) say(line)
    return [
      { name: 'outbox-traces', value: found.traces, unit: 'traces' },
      { name: 'outbox-delivered', value: found.done, unit: 'items' },
      { name: 'outbox-wrong', value: wrong.length, unit: 'lost, doubled, late or misnamed' },
      { name: 'outbox-rate', value: found.done / ((Date.now() - started) / 1000), unit: 'items/s' },
    ]
  } finally {
    await postgres.stop()
  }
}
