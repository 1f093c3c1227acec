import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Figure } from './print.ts'
import { startServer } from './server-process.ts'

/** First start (database made, demo county loaded) and the second, each from spawn to ready. */
export const measureStart = async (cache: string, say: (line: string) => void): Promise<Figure[]> => {
  const dir = join(cache, 'start')
  rmSync(dir, { recursive: true, force: true })
  const times: number[] = []
  let idle = 0
  for (let n = 0; n < 4; n++) {
    const server = await startServer({ DATA_DIR: dir })
    times.push(server.readyMs / 1000)
    if (n > 0) idle = server.memory().now
    await server.stop()
    say(`start ${n + 1}: ${(server.readyMs / 1000).toFixed(2)} s`)
  }
  const [first = 0, ...later] = times
  return [
    { name: 'start-first', value: first, unit: 's' },
    { name: 'start-second', value: Math.min(...later), unit: 's' },
    { name: 'memory-started', value: idle, unit: 'MB' },
  ]
}
