import { readdirSync, readFileSync } from 'node:fs'

/* Processor time by the kernel's own books: what a machine that others use too cannot blur. Linux only, else zeros. */

const TICKS = 100

type Spent = { readonly own: number; readonly reaped: number; readonly parent: number }

/** utime + stime, those of children that have ended, and the parent, of /proc/<pid>/stat. */
const spentBy = (pid: number): Spent | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const f = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const at = (n: number) => Number(f[n - 3])
    return { own: at(14) + at(15), reaped: at(16) + at(17), parent: at(4) }
  } catch {
    return undefined
  }
}

/** Milliseconds of processor time that a process and everything below it have used, ended children included. */
export const processorMs = (root: number): number => {
  let pids: number[] = []
  try {
    pids = readdirSync('/proc').map(Number).filter(Number.isInteger)
  } catch {
    return 0
  }
  const all = new Map(pids.map((pid) => [pid, spentBy(pid)]))
  const below = (pid: number | undefined): boolean =>
    pid === root || (pid !== undefined && pid > 1 && below(all.get(pid)?.parent))
  let ticks = 0
  for (const [pid, spent] of all) if (spent && below(pid)) ticks += spent.own + (pid === root ? spent.reaped : 0)
  return (ticks * 1000) / TICKS
}
