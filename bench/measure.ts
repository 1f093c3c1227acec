import type { Scope } from '@gongzhi/kernel/server/db.ts'
import { figuresByUnit, figuresExcluded } from '../modules/matters/server/store-figures.ts'
import { listMatters } from '../modules/matters/server/store-list.ts'
import { newReporters } from './databases.ts'
import { alternate, rateOf } from './fork-job.ts'
import { measureExport, measureImport } from './measure-documents.ts'
import type { Figure } from './print.ts'
import { processorMs } from './processor.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { COUNTY, crewOf, read, type Signed, signIn } from './sign-in.ts'

type On = {
  readonly url: string
  readonly dataDir: string
  /** Process id of PostgreSQL. */
  readonly postgres: number
  readonly matters: number
  readonly pace: { readonly rounds: number; readonly warmMs: number; readonly forMs: number }
  readonly wants: (name: string) => boolean
  readonly say: (line: string) => void
}

const CONNECTIONS = [1, 16, 64]
const LOOPS = 24
const scope: Scope = { scopes: [COUNTY], orgs: [], account: null }
const label = (count: number) => (count >= 1_000_000 ? `${count / 1_000_000}m` : `${count / 1000}k`)

/** Runs `work` beside a server of its own on a database. */
const onServer = async <T>(on: On, work: (server: ServerProcess) => Promise<T>): Promise<T> => {
  const nodeArgs = process.env.BENCH_NODE_ARGS?.split(' ').filter(Boolean) ?? []
  const server = await startServer({ DATABASE_URL: on.url, DATA_DIR: on.dataDir, DEMO: '1' }, nodeArgs)
  try {
    return await work(server)
  } finally {
    await server.stop()
  }
}

const plainOf = (on: On) => ({
  url: on.url,
  dataDir: on.dataDir,
  warmMs: on.pace.warmMs,
  forMs: on.pace.forMs,
  county: COUNTY,
  pipelined: true,
  reporters: [],
  statements: [],
})
const loadOf = (on: On, port: number) => ({
  port,
  warmMs: on.pace.warmMs,
  forMs: on.pace.forMs,
  sessions: [],
  paths: [],
  cookie: '',
})

type Page = { rows: { unit: { code: string } }[]; next: string | null }

/** Full pages, first ones and further down: of the county, its towns and its villages in equal parts, as county staff leaf through them. */
const pages = async (server: ServerProcess, reader: Signed) => {
  const leaf = (unit: string, before: string | null, size: number) =>
    read<Page>(server.port, `/matters?unit=${unit}&size=${size}${before ? `&before=${before}` : ''}`, reader.cookie)
  const seen = (await leaf(COUNTY, null, 100)).rows.map((row) => row.unit.code)
  const asked: { unit: string; before: string | null }[] = []
  for (const length of [6, 9, 12]) {
    const units = [...new Set(seen.map((code) => code.slice(0, length)))].slice(0, 12)
    for (let n = 0; n < 12; n++) {
      const unit = units[n % units.length] ?? COUNTY
      const before = length === 12 ? null : ((await leaf(unit, null, 1 + n * 8)).next ?? null)
      if ((await leaf(unit, before, 20)).rows.length === 20) asked.push({ unit, before })
    }
  }
  if (asked.length === 0) throw new Error(`no full page among ${seen.length} rows`)
  return {
    paths: asked.map(({ unit, before }) => `/api/matters?unit=${unit}${before ? `&before=${before}` : ''}`),
    statements: asked.map(({ unit, before }) => ({
      scope,
      statement: listMatters({ county: COUNTY, unit, before, size: 20, now: new Date() }),
    })),
  }
}

const measureList = async (on: On, server: ServerProcess): Promise<Figure[]> => {
  const [reader] = await signIn(server.port, ['county-dispatcher'])
  if (!reader) throw new Error('nobody to read the list')
  const { paths, statements } = await pages(server, reader)
  const figures: Figure[] = []
  for (const connections of [1, 16]) {
    const { server: s, plain } = await alternate(
      on.pace.rounds,
      () => ({ ...loadOf(on, server.port), kind: 'paths', connections, paths, cookie: reader.cookie }),
      () => ({ ...plainOf(on), kind: 'statements', connections, statements }),
    )
    const name = `list-${label(on.matters)}-${connections}`
    on.say(
      `${name}: ${rateOf(s).toFixed(0)}/s, p50 ${s.p50.toFixed(2)} ms, plain ${plain ? rateOf(plain).toFixed(0) : '-'}/s`,
    )
    figures.push({ name, value: rateOf(s), unit: 'pages/s', plain: plain && rateOf(plain) })
    figures.push({ name: `${name}-p50`, value: s.p50, unit: 'ms', plain: plain?.p50 })
  }
  return figures
}

const day = (at: number) => new Date(at).toISOString().slice(0, 10)

/** The statistics page of the county: a quarter as the page opens with, and a year. */
const measureFigures = async (on: On, server: ServerProcess): Promise<Figure[]> => {
  const [reader] = await signIn(server.port, ['county-dispatcher'])
  if (!reader) throw new Error('nobody to read the figures')
  const figures: Figure[] = []
  for (const days of [90, 365]) {
    const now = Date.now()
    const of = {
      county: COUNTY,
      unit: COUNTY,
      from: new Date(now - days * 86_400_000),
      to: new Date(now + 86_400_000),
      now: new Date(now),
    }
    const path = `/api/figures?unit=${COUNTY}&from=${day(now - days * 86_400_000)}&to=${day(now)}`
    const { server: s, plain } = await alternate(
      Math.min(on.pace.rounds, 2),
      () => ({ ...loadOf(on, server.port), kind: 'paths', connections: 1, paths: [path], cookie: reader.cookie }),
      () => ({
        ...plainOf(on),
        kind: 'statements',
        connections: 1,
        together: true,
        statements: [figuresByUnit(of), figuresExcluded(of)].map((statement) => ({ scope, statement })),
      }),
    )
    on.say(`figures ${days} days: ${s.p50.toFixed(0)} ms`)
    figures.push({ name: `figures-${label(on.matters)}-${days}d-p50`, value: s.p50, unit: 'ms', plain: plain?.p50 })
  }
  return figures
}

const measureReports = async (on: On, server: ServerProcess): Promise<Figure[]> => {
  const figures: Figure[] = []
  for (const connections of CONNECTIONS) {
    const people = await newReporters(on.url, 1024)
    const job = async () => ({
      ...loadOf(on, server.port),
      kind: 'reports',
      connections,
      sessions: await newReporters(on.url, 1024),
    })
    let next = await job()
    const { server: s, plain } = await alternate(
      on.pace.rounds,
      () => next,
      () => ({ ...plainOf(on), kind: 'reports', connections, reporters: people }),
      async () => {
        next = await job()
      },
    )
    const name = `reports-${connections}`
    on.say(
      `${name}: ${rateOf(s).toFixed(0)}/s, p50 ${s.p50.toFixed(2)} ms, plain ${plain ? rateOf(plain).toFixed(0) : '-'}/s`,
    )
    figures.push({ name, value: rateOf(s), unit: 'reports/s', plain: plain && rateOf(plain) })
    figures.push({ name: `${name}-p99`, value: s.p99, unit: 'ms', plain: plain?.p99 })
  }
  return figures
}

/** Whole loops, and the processor time of one: the server's, PostgreSQL's and the load's own. */
const measureLoops = async (on: On, server: ServerProcess): Promise<Figure[]> => {
  const crew = await crewOf(server.port)
  const jobs: unknown[] = []
  for (let round = 0; round < on.pace.rounds; round++) {
    const sessions = (await newReporters(on.url, 4096)).filter((who) => who.unit === crew.unit).slice(0, 1024)
    jobs.push({ ...loadOf(on, server.port), kind: 'loops', connections: LOOPS, sessions, crew })
  }
  const spent = () => [processorMs(server.pid), processorMs(on.postgres)] as const
  const before = spent()
  const { server: s, rounds } = await alternate(on.pace.rounds, () => jobs.shift())
  const after = spent()
  const all = rounds.reduce((sum, round) => sum + round.all, 0)
  const each = [
    ['server', after[0] - before[0]],
    ['postgres', after[1] - before[1]],
    ['load', rounds.reduce((sum, round) => sum + round.processorMs, 0)],
  ] as const
  on.say(`loops: ${rateOf(s).toFixed(0)}/s, p50 ${s.p50.toFixed(1)} ms`)
  return [
    { name: `loops-${LOOPS}`, value: rateOf(s), unit: 'loops/s' },
    { name: `loops-${LOOPS}-acts`, value: rateOf(s) * 8, unit: 'acts/s' },
    ...each.map(([who, ms]) => ({ name: `loops-${LOOPS}-processor-${who}`, value: ms / all, unit: 'ms/loop' })),
  ]
}

const memoryOf = (on: On, server: ServerProcess): Figure[] => [
  { name: `memory-${label(on.matters)}`, value: server.memory().now, unit: 'MB' },
  { name: `memory-${label(on.matters)}-peak`, value: server.memory().peak, unit: 'MB' },
]

/** What is written, and the list, on a database of 10 k matters. */
export const measureSmall = (on: On): Promise<Figure[]> =>
  onServer(on, async (server) => [
    ...(on.wants('list') ? await measureList(on, server) : []),
    // before the reports: a hundred thousand of them within half a minute keep autovacuum busy for the next one
    ...(on.wants('loops') ? await measureLoops(on, server) : []),
    ...(on.wants('reports') ? await measureReports(on, server) : []),
    ...(on.wants('import') ? await measureImport(server, on.say) : []),
    ...memoryOf(on, server),
  ])

/** The list and the statistics page on the big one. */
export const measureLarge = (on: On): Promise<Figure[]> =>
  onServer(on, async (server) => [
    ...(on.wants('list') ? await measureList(on, server) : []),
    ...(on.wants('figures') ? await measureFigures(on, server) : []),
    ...(on.wants('export') ? await measureExport(server, on.say) : []),
    ...memoryOf(on, server),
  ])
