import { calendarOf } from '@gongzhi/kernel/clock.ts'
import data from '@gongzhi/kernel/data/calendar-cn.json' with { type: 'json' }
import { openCrypto } from '@gongzhi/kernel/server/crypto.ts'
import { type Db, noScope, openDb } from '@gongzhi/kernel/server/db.ts'
import { openSecrets } from '@gongzhi/kernel/server/secrets.ts'
import { verify } from '../modules/record/rules/proof.ts'
import { edgeAt, leafHashOf } from '../modules/record/server/grow.ts'
import { sealWaiting } from '../modules/record/server/seal.ts'
import { type Signature, signerOf } from '../modules/record/server/sign.ts'
import { addHead, addLeaves, addNodes } from '../modules/record/server/store.ts'
import { asOwner, urlFor } from './databases.ts'
import type { Figure } from './print.ts'
import { startServer } from './server-process.ts'
import { COUNTY } from './sign-in.ts'
import { databaseExists } from './store-fill.ts'
import { demoClosed, queueTrials } from './store-record.ts'

const CHUNK = 20_000
const WAITING = 5_000

/** Fills an empty record with made-up closings, hashed and signed like real ones. */
const fill = async (db: Db, size: number, sign: Signature, say: (line: string) => void): Promise<void> => {
  const edge = edgeAt(0, [])
  const at = new Date()
  const text = '已换灯泡，亮了。'.repeat(4)
  for (let from = 0; from < size; from += CHUNK) {
    const leaves = Array.from({ length: Math.min(CHUNK, size - from) }, (_, n) => {
      const number = `T-${from + n}`
      const subject = `00000000-0000-7000-8000-${String(from + n).padStart(12, '0')}`
      const body = { number, outcomeText: text }
      const leaf = { at: at.toISOString(), body, county: COUNTY, kind: 'bench', number, subject }
      const said = JSON.stringify(leaf)
      // a code of its own for each, as sealing would see to
      return { ...leaf, idx: from + n, at, code: number, data: said, hash: leafHashOf(said) }
    })
    const nodes = leaves.flatMap(({ hash }) => edge.add(hash))
    const last = edge.size() === size
    const head = { size, at, root: edge.root(), key: sign.key, note: sign.note(size, edge.root(), at) }
    await db.batch(noScope, [
      addLeaves(COUNTY, leaves),
      addNodes(COUNTY, nodes),
      ...(last ? [addHead(COUNTY, head)] : []),
    ])
    if (last || from % 200_000 === 0) say(`record: ${edge.size()} of ${size} leaves`)
  }
}

const at = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length * share)] ?? 0
const timed = async (count: number, work: (n: number) => unknown): Promise<number[]> => {
  const times: number[] = []
  for (let n = 0; n < count; n++) {
    const since = performance.now()
    await work(n)
    times.push(performance.now() - since)
  }
  return times
}

/** The public record at `size` leaves: sealing a batch, proofs over HTTP from the real server, checking one. */
export const measureRecord = async (
  on: { readonly postgres: string; readonly dataDir: string; readonly say: (line: string) => void },
  size: number,
): Promise<Figure[]> => {
  const database = `record_${size}`
  const url = urlFor(on.postgres, database)
  const signerFor = signerOf(openCrypto(openSecrets(on.dataDir)))
  const env = (db: Db) => ({ db, now: Date.now, calendar: calendarOf(data) })
  await asOwner(on.postgres, async (client) => {
    if (await databaseExists(client, database)) await client.query(`DROP DATABASE ${database} WITH (FORCE)`)
    await client.query(`CREATE DATABASE ${database}`)
  })
  const settings = { DATABASE_URL: url, DATA_DIR: on.dataDir, DEMO: '1' }
  await (await startServer(settings)).stop()
  const journal = await asOwner(url, (client) => demoClosed(client, COUNTY))
  const db = openDb(url, 4)
  let added = 0
  let seconds = 0
  try {
    await fill(db, size, signerFor(COUNTY), on.say)
    await asOwner(url, (client) => queueTrials(client, COUNTY, journal, WAITING))
    const since = performance.now()
    added = await sealWaiting(env(db), signerFor)
    seconds = (performance.now() - since) / 1000
  } finally {
    await db.close()
  }
  const server = await startServer(settings)
  try {
    const ask = async (path: string): Promise<string> => {
      const reply = await fetch(`http://127.0.0.1:${server.port}/api/record/${COUNTY}/${path}`)
      if (!reply.ok) throw new Error(`${path}: ${reply.status}`)
      return reply.text()
    }
    const any = (n: number) => (n * 7_919 + 13) % (size + added)
    const proofs: string[] = []
    await timed(100, (n) => ask(`proof?leaf=${any(n)}`))
    const proving = await timed(300, async (n) => proofs.push(await ask(`proof?leaf=${any(n + 101)}`)))
    const chaining = await timed(100, () => ask(`consistency?from=${size}`))
    for (const proof of proofs.slice(0, 50)) verify(proof)
    const checking = await timed(proofs.length, (n) => {
      if (!verify(proofs[n] ?? '').ok) throw new Error(`proof ${n} does not hold`)
    })
    const label = size >= 1_000_000 ? `${size / 1_000_000}m` : `${size / 1000}k`
    return [
      { name: `record-${label}-sealed`, value: added / seconds, unit: 'leaves/s' },
      { name: `record-${label}-proof-p50`, value: at(proving, 0.5), unit: 'ms' },
      { name: `record-${label}-proof-p99`, value: at(proving, 0.99), unit: 'ms' },
      { name: `record-${label}-consistency-p50`, value: at(chaining, 0.5), unit: 'ms' },
      { name: `record-${label}-check-p50`, value: at(checking, 0.5), unit: 'ms' },
      { name: `record-${label}-check-p99`, value: at(checking, 0.99), unit: 'ms' },
    ]
  } finally {
    await server.stop()
    await asOwner(on.postgres, (client) => client.query(`DROP DATABASE ${database} WITH (FORCE)`))
  }
}
