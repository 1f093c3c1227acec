import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startEmbeddedPostgres } from '@gongzhi/kernel/server/embedded-postgres.ts'
import { asOwner, LARGE, prepare, SMALL } from './databases.ts'
import { measureDuplicates } from './duplicates.ts'
import { measureLarge, measureSmall } from './measure.ts'
import { measureLighthouse } from './measure-lighthouse.ts'
import { measureOutbox } from './measure-outbox.ts'
import { measureSse } from './measure-sse.ts'
import { measureStart } from './measure-start.ts'
import { measureVotes } from './measure-votes.ts'
import { type Figure, print } from './print.ts'
import { measureRecord } from './record.ts'
import { settingsOf } from './store-fill.ts'

/* `npm run bench`: every figure on the real server, beside the same statements in plain SQL on the same PostgreSQL. */

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    only: { type: 'string', default: '' },
    matters: { type: 'string', default: String(LARGE) },
  },
})
const say = (line: string) => process.stderr.write(`${line}\n`)
const cache = process.env.BENCH_DIR ?? join(fileURLToPath(new URL('..', import.meta.url)), '.cache', 'bench')
const only = values.only.split(',').filter(Boolean)
const wants = (name: string) => only.length === 0 || only.includes(name)
const large = Number(values.matters)

mkdirSync(cache, { recursive: true, mode: 0o755 })
const figures: Figure[] = []
const pace = { rounds: Number(values.rounds), warmMs: 1_500, forMs: Number(values.seconds) * 1000 }

if (wants('duplicates')) figures.push(...measureDuplicates(say))
if (wants('sse')) figures.push(...(await measureSse(cache, say)))
if (wants('votes')) figures.push(...(await measureVotes(cache, say)))
if (wants('start')) figures.push(...(await measureStart(cache, say)))
if (wants('lighthouse')) figures.push(...(await measureLighthouse(cache, say)))

// ten thousand traces take minutes: only when asked for
if (only.includes('outbox')) figures.push(...(await measureOutbox(cache, say)))

/** The record has a database of its own: it is emptied and filled anew. */
if (wants('record')) {
  const postgres = await startEmbeddedPostgres({ dir: join(cache, 'postgres'), log: say })
  try {
    figures.push(
      ...(await measureRecord({ postgres: postgres.url, dataDir: join(cache, 'data'), say }, large || SMALL)),
    )
  } finally {
    await postgres.stop()
  }
}

/** What needs a filled database. */
const measureFilled = async () => {
  const postgres = await startEmbeddedPostgres({ dir: join(cache, 'postgres'), log: say })
  const dataDir = join(cache, 'data')
  try {
    const { small, large: largeUrl } = await prepare(postgres.url, dataDir, large, say)
    say(JSON.stringify(await asOwner(postgres.url, settingsOf)))
    const on = { dataDir, postgres: postgres.pid, pace, wants, say }
    if (['reports', 'list', 'loops', 'import', 'memory'].some(wants))
      figures.push(...(await measureSmall({ ...on, url: small, matters: SMALL })))
    if (['list', 'figures', 'export', 'memory'].some(wants) && large > 0)
      figures.push(...(await measureLarge({ ...on, url: largeUrl, matters: large })))
  } finally {
    await postgres.stop()
  }
}
if (['reports', 'list', 'loops', 'figures', 'import', 'export', 'memory'].some(wants)) await measureFilled()
print(figures, values.json)
