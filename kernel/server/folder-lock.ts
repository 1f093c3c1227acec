import { spawnSync } from 'node:child_process'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { startError } from './start-error.ts'

type Holder = { pid: number; started: string; host: string }

/**
 * What tells a running process from a later one with the same pid: boot and start tick on Linux, `ps` elsewhere.
 * Undefined when no such process runs (a zombie does not run).
 */
export function findProcessStart(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      // The command name (2nd field) may hold spaces and brackets: count from its last bracket.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (fields[0] === 'Z' || fields[0] === 'X') return undefined
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19]}`
    } catch {
      return undefined
    }
  }
  const started = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim()
  return started || undefined
}

function findHolder(path: string): Holder | undefined {
  try {
    const read: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof read !== 'object' || read === null) return undefined
    const { pid, started, host } = read as Partial<Holder>
    return typeof pid === 'number' && typeof started === 'string' && typeof host === 'string'
      ? { pid, started, host }
      : undefined
  } catch {
    return undefined
  }
}

/**
 * Takes `folder/lock` for this process and answers with its release. Throws `folder-locked` when another living process
 * holds it; a lock left by a killed process is recovered. `servedElsewhere` is asked when the holder ran on another host
 * (a container sharing the volume), whose pids say nothing here.
 */
export async function lockFolder(folder: string, servedElsewhere: () => Promise<boolean>): Promise<() => void> {
  const path = join(folder, 'lock')
  const mine: Holder = { pid: process.pid, started: findProcessStart(process.pid) ?? '', host: hostname() }
  const isHeld = async (holder: Holder | undefined): Promise<boolean> => {
    if (holder === undefined) return false
    if (holder.host !== mine.host) return servedElsewhere()
    return findProcessStart(holder.pid) === holder.started
  }
  const refuse = (holder: Holder | undefined) =>
    startError('folder-locked', `${folder} is in use by process ${holder?.pid} on ${holder?.host}`, {
      folder,
      pid: String(holder?.pid),
      host: String(holder?.host),
    })

  // Written aside, then linked: the lock appears whole or not at all, and link() fails when it is there.
  const aside = join(folder, `lock.${process.pid}.${Math.random().toString(36).slice(2)}`)
  writeFileSync(aside, JSON.stringify(mine), { mode: 0o644 })
  try {
    for (let attempt = 0; attempt < 20; attempt++) {
      try {
        linkSync(aside, path)
        return () => {
          const now = findHolder(path)
          if (now?.pid === mine.pid && now.started === mine.started) rmSync(path, { force: true })
        }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      const holder = findHolder(path)
      if (await isHeld(holder)) throw refuse(holder)
      // Two processes may find the same stale lock: what was moved away is looked at again before it is thrown away.
      const stale = `${aside}.stale`
      try {
        renameSync(path, stale)
      } catch {
        continue
      }
      const moved = findHolder(stale)
      if (await isHeld(moved)) {
        try {
          linkSync(stale, path)
        } catch {}
        rmSync(stale, { force: true })
        throw refuse(moved)
      }
      rmSync(stale, { force: true })
    }
    throw refuse(findHolder(path))
  } finally {
    rmSync(aside, { force: true })
  }
}
