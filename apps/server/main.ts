import cluster from 'node:cluster'
import { readConfig } from '@gongzhi/kernel/server/config.ts'
import { explainStartError } from '@gongzhi/kernel/server/explain-start-error.ts'
import { pino } from 'pino'
import type { Closing } from './ground.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

const closing: Closing = []
let stopping = false
const stop = async (code: number) => {
  if (stopping) return
  stopping = true
  // whatever hangs, the process does not outlive its welcome
  setTimeout(() => process.exit(code), 110_000).unref()
  for (const close of closing.reverse())
    await close().catch((error: unknown) => process.stderr.write(`${String(error)}\n`))
  process.exit(code)
}
let hangUp = () => void stop(0)
process.on('SIGTERM', () => void stop(0))
// Ctrl-C reaches every process of a terminal; the primary tells the others when to go
process.on('SIGINT', () => void (cluster.isPrimary && stop(0)))
process.on('SIGHUP', () => void (cluster.isPrimary && hangUp()))

try {
  const config = readConfig(process.env)
  // at a terminal the address should stay in sight; a service manager gets every request
  const level = process.stdout.isTTY && !process.env.LOG_LEVEL ? 'warn' : config.logLevel
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })
  // each process loads what its part needs: the first of several runs no module
  if (cluster.isWorker) await (await import('./member.ts')).startMember(config, log, say, closing)
  else if (config.workers > 1) {
    const { renew } = await (await import('./flock.ts')).startFlock(config, log, say, closing)
    hangUp = () => void renew()
  } else await (await import('./alone.ts')).startAlone(config, log, say, closing)
} catch (error) {
  if (!(error instanceof Error && 'said' in error)) process.stderr.write(`${explainStartError(error)}\n`)
  await stop(1)
}
