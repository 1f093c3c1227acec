import { join } from 'node:path'
import lighthouse from 'lighthouse'
import { launch } from '../journeys/stage.ts'
import type { Figure } from './print.ts'
import { freePort, startServer } from './server-process.ts'

const categories = ['performance', 'accessibility', 'best-practices'] as const
const pages = { home: '/', desk: '/work' }
const RUNS = 3

type Run = Readonly<Record<string, number>>

const middle = (runs: readonly Run[], key: string): number =>
  runs.map((run) => run[key] ?? 0).sort((a, b) => a - b)[Math.floor(runs.length / 2)] ?? 0

/** One cold visit on the phone that Lighthouse simulates: a slow 4G, a processor four times slower. */
const visit = async (url: string, port: number, say: (line: string) => void): Promise<Run> => {
  const found = await lighthouse(url, { port, logLevel: 'silent', onlyCategories: [...categories] })
  if (!found || found.lhr.runtimeError) throw new Error(`no answer from ${url}: ${found?.lhr.runtimeError?.message}`)
  const { lhr } = found
  for (const { id, title, score, scoreDisplayMode } of Object.values(lhr.audits)) {
    if (score !== null && score < 0.9 && ['binary', 'metricSavings', 'numeric'].includes(scoreDisplayMode))
      say(`  ${id}: ${title} ${lhr.audits[id]?.displayValue ?? ''}`)
  }
  const audit = (id: string) => lhr.audits[id]?.numericValue ?? 0
  return {
    ...Object.fromEntries(categories.map((id) => [id, Math.round((lhr.categories[id]?.score ?? 0) * 100)])),
    'first-paint': audit('first-contentful-paint') / 1000,
    'largest-paint': audit('largest-contentful-paint') / 1000,
    bytes: audit('total-byte-weight') / 1000,
  }
}

/** Lighthouse on the resident's home and the way in to the desk of the demo, middle of three cold visits each. */
export const measureLighthouse = async (cache: string, say: (line: string) => void): Promise<Figure[]> => {
  const server = await startServer({ DATA_DIR: join(cache, 'lighthouse'), DEMO: '1' })
  const debugging = await freePort()
  const browser = await launch([`--remote-debugging-port=${debugging}`])
  try {
    const figures: Figure[] = []
    for (const [name, path] of Object.entries(pages)) {
      const runs: Run[] = []
      for (let n = 1; n <= RUNS; n++) {
        say(`lighthouse ${name} ${n}`)
        runs.push(await visit(`http://127.0.0.1:${server.port}${path}`, debugging, say))
      }
      const figure = (key: string, unit: string) => ({
        name: `lighthouse-${name}-${key}`,
        value: middle(runs, key),
        unit,
      })
      figures.push(
        ...categories.map((id) => figure(id, 'of 100')),
        figure('first-paint', 's'),
        figure('largest-paint', 's'),
        figure('bytes', 'kB'),
      )
    }
    return figures
  } finally {
    await browser.close()
    await server.stop()
  }
}
