import sharp from 'sharp'
import { expect, test } from 'vitest'
import { runTraces } from './outbox-traces.ts'

/* OUTBOX_SEED repeats a run (what meets what still depends on the machine), OUTBOX_TRACES makes it longer. */
const seed = Number(process.env.OUTBOX_SEED ?? Date.now() % 1_000_000)
const count = Number(process.env.OUTBOX_TRACES ?? 150)

test('whatever network, clock, crashes and other people do to a phone, what was kept arrives once, in order, under its own name', async () => {
  const photo = await sharp({ create: { width: 24, height: 18, channels: 3, background: '#556' } })
    .jpeg()
    .toBuffer()
  const started = Date.now()
  const found = await runTraces(count, seed, new Uint8Array(photo).buffer)
  process.stdout.write(
    `OUTBOX_SEED=${seed} ${JSON.stringify({ ...found, wrong: found.wrong.length })} ${Date.now() - started} ms\n`,
  )
  expect(found.wrong.slice(0, 20)).toEqual([])
  expect(found.done).toBeGreaterThan(count)
  expect(found.refused).toBeGreaterThan(0)
}, 600_000)
