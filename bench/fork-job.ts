import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** What a short run came to: done, in how many seconds, latency in ms. `all`: warm-up too; `processorMs`: of the load. */
export type Result = {
  readonly count: number
  readonly seconds: number
  readonly p50: number
  readonly p99: number
  readonly all: number
  readonly processorMs: number
}

/** Runs one job in a process of its own, so that load and server share nothing but the machine. */
const forkJob = (script: string, job: unknown): Promise<Result> =>
  new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL(script, import.meta.url)), { serialization: 'advanced', stdio: 'inherit' })
    child.once('message', (said) => {
      const { result, error } = said as { result?: Result; error?: string }
      if (result) resolve(result)
      else reject(new Error(error))
    })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`)))
    child.send(job as object)
  })

export const rateOf = (result: Result): number => result.count / result.seconds

/** Alternates a job on the server with the same work in plain SQL, and keeps the best short run of each: the quiet machine. */
export const alternate = async (
  rounds: number,
  load: () => unknown,
  plain?: () => unknown,
  between: () => Promise<void> = async () => undefined,
): Promise<{ server: Result; plain: Result | undefined; rounds: readonly Result[] }> => {
  const best: { server?: Result; plain?: Result } = {}
  const done: Result[] = []
  for (let round = 0; round < rounds; round++) {
    for (const [name, script, job] of [
      ['server', './load.ts', load],
      ['plain', './plain.ts', plain],
    ] as const) {
      if (!job) continue
      await between()
      const result = await forkJob(script, job())
      if (name === 'server') done.push(result)
      const held = best[name]
      if (!held || rateOf(result) > rateOf(held)) best[name] = result
    }
  }
  if (!best.server) throw new Error('no round was run')
  return { server: best.server, plain: best.plain, rounds: done }
}
