import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { Problem } from '@gongzhi/kernel/problem.ts'

/*
 * Spreadsheets, PDF and Word are made and read in a process of its own, one a job: fonts and archives never weigh on the
 * server, a hostile file can break nothing but its own reading, and all memory is given back when the job is done.
 */

export type Job = 'sheet-out' | 'sheet-in' | 'csv-in' | 'paper-pdf' | 'paper-word'

const BENCH = fileURLToPath(new URL('./workshop-process.ts', import.meta.url))
/** At most so many at a time, so many waiting, and so long for one. */
const MOST = 2
const QUEUE = 40
const LONGEST = 5 * 60_000
/** Kilobytes of complaint that are kept. */
const COMPLAINT = 4_000

let busy = 0
const waiting: (() => void)[] = []

const takePlace = async (): Promise<void> => {
  if (busy < MOST) {
    busy++
    return
  }
  if (waiting.length >= QUEUE) throw new Problem(503, 'workshop-busy', { retryAfter: 10 })
  await new Promise<void>((go) => waiting.push(go))
}
const givePlace = (): void => {
  const next = waiting.shift()
  if (next) next()
  else busy--
}

/** What a job refuses says why by a code: the file is too large, no spreadsheet, … */
const refusalOf = (said: string): string | undefined => /^refused: ([a-z-]+)$/m.exec(said)?.[1]

const failure = (job: Job, code: number | null, said: string): Error => {
  const refused = refusalOf(said)
  if (refused) return new Problem(422, refused)
  // out of memory or of time over somebody's file: the file is to blame
  if (job.endsWith('-in') && (code === null || code === 134)) return new Problem(422, 'sheet-too-large')
  return new Error(`${job} ended with ${code}: ${said}`)
}

/** Runs a job on `input`; what it makes comes out as a stream, which breaks with a Problem when the job refuses. */
export const inWorkshop = async (
  job: Job,
  input: AsyncIterable<string | Buffer> | Iterable<string | Buffer>,
): Promise<Readable> => {
  await takePlace()
  const child = spawn(process.execPath, ['--max-old-space-size=192', '--max-semi-space-size=4', BENCH, job], {
    // neither keys nor the database's address go along
    env: { NODE_ENV: 'production' },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: LONGEST,
    killSignal: 'SIGKILL',
  })
  const out = new PassThrough()
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (more: string) => {
    said = `${said}${more}`.slice(-COMPLAINT)
  })
  child.stdout.pipe(out, { end: false })
  child.once('error', (error) => out.destroy(error))
  child.once('close', (code) => {
    givePlace()
    if (code === 0) out.end()
    else out.destroy(failure(job, code, said))
  })
  // whoever asked went away
  out.once('close', () => child.kill('SIGKILL'))
  pipeline(Readable.from(input), child.stdin).catch((error: NodeJS.ErrnoException) => {
    // a job that ended early needs no more input; anything else is ours
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') out.destroy(error)
  })
  return out
}

/** The same for what is small: all of it at once. */
export const madeInWorkshop = async (job: Job, input: string): Promise<Buffer> => {
  const out = await inWorkshop(job, [input])
  const parts: Buffer[] = []
  out.on('data', (part: Buffer) => parts.push(part))
  await once(out, 'end')
  return Buffer.concat(parts)
}
