import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import flags from '../scripts/node-flags.json' with { type: 'json' }

const main = join(fileURLToPath(new URL('..', import.meta.url)), 'apps', 'server', 'main.ts')

/** The real server as a process of its own, just as `npm start` runs it. */
export type ServerProcess = {
  readonly port: number
  readonly pid: number
  /** From spawn until it answered /readyz, ms. */
  readonly readyMs: number
  /** Resident memory now and at its highest, MB; Linux only, else 0. */
  readonly memory: () => { readonly now: number; readonly peak: number }
  readonly stop: () => Promise<void>
  readonly child: ChildProcess
}

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

/** Kilobytes of a line of /proc/<pid>/status, in MB. */
const megabytes = (pid: number, line: string): number => {
  try {
    return Math.round(
      Number(new RegExp(`${line}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024,
    )
  } catch {
    return 0
  }
}

/** Starts the server and waits until it is ready. `nodeArgs` go before the script. */
export const startServer = async (
  env: Readonly<Record<string, string>>,
  nodeArgs: readonly string[] = [],
): Promise<ServerProcess> => {
  const port = Number(env.PORT ?? (await freePort()))
  const started = performance.now()
  const child = spawn(process.execPath, [...flags, ...nodeArgs, main], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      LOG_LEVEL: 'error',
      // everybody comes from one address here: the general limit must not answer in the server's stead
      RATE_PER_MINUTE: '1000000',
      ...env,
      PORT: String(port),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-4000)
  })
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the server ended: ${said}`)
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (reply) => reply.ok,
      () => false,
    )
    if (ready) break
    await sleep(10)
  }
  const pid = child.pid ?? 0
  return {
    port,
    pid,
    child,
    readyMs: performance.now() - started,
    memory: () => ({ now: megabytes(pid, 'VmRSS'), peak: megabytes(pid, 'VmHWM') }),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}
