import type { ChildProcess } from 'node:child_process'
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { findProcessStart } from './folder-lock.ts'
import { type Address, urlOf } from './postgres-cluster.ts'
import { startError } from './start-error.ts'

/** What postmaster.pid says: pid, data folder, start, port, socket folder, listen address, shared memory, status. */
export function findState(cluster: string): { pid: number; address: Address; status: string } | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    const [pid, port, socket] = [Number(lines[0]), Number(lines[3]), lines[4]?.trim()]
    if (!Number.isInteger(pid) || pid <= 0) return undefined
    return { pid, address: { socketFolder: socket ? cluster : undefined, port }, status: lines[7]?.trim() ?? '' }
  } catch {
    return undefined
  }
}

/** A postmaster stands in its data folder: so a reused pid is told from the real one. */
function isPostmaster(pid: number, cluster: string): boolean {
  if (findProcessStart(pid) === undefined) return false
  if (process.platform !== 'linux') return true
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === cluster
  } catch {
    return false
  }
}

export async function answers(address: Address, password: string, cluster: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: urlOf(address, password, 'postgres'),
    connectionTimeoutMillis: 5000,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ folder: string }>(`SELECT current_setting('data_directory') AS folder`)
    return rows[0] !== undefined && realpathSync(rows[0].folder) === cluster
  } finally {
    await client.end().catch(() => {})
  }
}

/** Kill -9 of Node leaves the postmaster alive: take it over, or wait until it has gone, or clear its stale pid file. */
export async function adopt(cluster: string, password: string, log: (line: string) => void) {
  const until = Date.now() + 60_000
  for (;;) {
    const state = findState(cluster)
    if (state === undefined) return undefined
    if (!isPostmaster(state.pid, cluster)) {
      log(`clearing the pid file left by a crash (pid ${state.pid})`)
      rmSync(join(cluster, 'postmaster.pid'), { force: true })
      return undefined
    }
    try {
      if (state.status === 'ready' && (await answers(state.address, password, cluster))) {
        log(`adopted the PostgreSQL left running by a killed process (pid ${state.pid})`)
        return state
      }
    } catch (error) {
      if ((error as { code?: string }).code === '28P01' || Date.now() > until) throw error
    }
    if (Date.now() > until) {
      throw startError('postgres-failed', `PostgreSQL ${state.pid} runs but does not answer`, {
        step: 'adopt',
        output: `pid ${state.pid}: ${state.status}`,
      })
    }
    await sleep(50)
  }
}

/** Waits for `ready` in postmaster.pid; false when the process ended first. Recovery may take minutes: it is not hurried. */
export async function isReady(child: ChildProcess, cluster: string, log: (line: string) => void): Promise<boolean> {
  let ended: Error | number | undefined
  child.once('error', (error) => {
    ended = error
  })
  child.once('exit', (code) => {
    ended = code ?? -1
  })
  let nextWord = Date.now() + 5_000
  for (;;) {
    if (ended instanceof Error) throw ended
    if (ended !== undefined) return false
    const state = findState(cluster)
    if (state?.pid === child.pid && state?.status === 'ready') return true
    if (Date.now() > nextWord) {
      log('PostgreSQL is recovering from a crash, please wait')
      nextWord = Date.now() + 10_000
    }
    await sleep(15)
  }
}

/** Fast shutdown (SIGINT); immediate (SIGQUIT, recovered at the next start) when that takes more than 30 s. */
export async function shutDown(cluster: string, pid: number): Promise<void> {
  // its pid file goes a moment before it does: the next start must find neither
  const isGone = () => !isPostmaster(pid, cluster)
  for (const [signal, seconds] of [
    ['SIGINT', 30],
    ['SIGQUIT', 10],
  ] as const) {
    if (isGone()) return
    process.kill(pid, signal)
    const until = Date.now() + seconds * 1000
    while (Date.now() < until) {
      if (isGone()) return
      await sleep(10)
    }
  }
}
