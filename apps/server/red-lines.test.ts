import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openCrypto } from '@gongzhi/kernel/server/crypto.ts'
import { openSecrets } from '@gongzhi/kernel/server/secrets.ts'
import { buildServer, routesOf } from '@gongzhi/kernel/server/serve.ts'
import type { Subject } from '@gongzhi/kernel/server/subject.ts'
import { type TestEnv, testEnv } from '@gongzhi/kernel/server/testing.ts'
import { endpoints as matters } from '@gongzhi/matters/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { buildHouse } from './modules.ts'

/* The red lines P1–P22 that apply to what stands now, by id. They are tests, not settings. */

const root = fileURLToPath(new URL('../..', import.meta.url))
const crypto = openCrypto(openSecrets('', { GONGZHI_KEY: '5a'.repeat(32) }))
const houseWith = (demo: boolean) => buildHouse({ crypto, dataDir: join(root, '.cache', 'none'), demo })
const house = houseWith(true)
const endpoints = routesOf(house.modules).map(({ endpoint }) => endpoint)
const acts = house.modules.flatMap((module) => module.acts ?? [])

let t: TestEnv
let columns: { place: string; name: string }[] = []
beforeAll(async () => {
  t = await testEnv({ modules: house.modules })
  const { rows } = await t.owner.query(
    `SELECT table_schema || '.' || table_name AS place, column_name AS name FROM information_schema.columns
     WHERE table_schema NOT IN ('pg_catalog', 'information_schema')`,
  )
  columns = rows
})
afterAll(() => t?.close())

/** Files below a folder of the repository with one of the endings; tests left out. */
const filesIn = (folder: string, ending: RegExp): string[] => {
  const walk = (at: string): string[] =>
    readdirSync(at, { withFileTypes: true }).flatMap((entry) => {
      if (['node_modules', 'dist', '.cache'].includes(entry.name)) return []
      const path = join(at, entry.name)
      return entry.isDirectory() ? walk(path) : ending.test(entry.name) && !/\.test\./.test(entry.name) ? [path] : []
    })
  return walk(join(root, folder))
}
const source = ['kernel', 'modules', 'apps'].flatMap((folder) => filesIn(folder, /\.(ts|tsx|css|html)$/))
const dist = (): string[] => {
  const walk = (at: string): string[] =>
    readdirSync(at, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory()
        ? walk(join(at, entry.name))
        : /\.(js|css|html)$/.test(entry.name)
          ? [join(at, entry.name)]
          : [],
    )
  try {
    return walk(join(root, 'apps', 'web', 'dist'))
  } catch {
    return []
  }
}
const hits = (files: readonly string[], pattern: RegExp): string[] =>
  files.flatMap((file) => {
    const found = pattern.exec(readFileSync(file, 'utf8'))
    return found ? [`${file.slice(root.length)}: ${found[0]}`] : []
  })
const namesOf = (schema: z.ZodType): Set<string> => {
  const names = new Set<string>()
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'properties') for (const name of Object.keys(inner as object)) names.add(name)
      walk(inner)
    }
  }
  walk(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'output' }))
  return names
}
const requiredOf = (schema: z.ZodType | undefined): string[] =>
  schema
    ? ((z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }).required as string[] | undefined) ?? [])
    : []

test('P1: no table, column or endpoint scores, ranks or credits people; points are a council’s own and only that', () => {
  const ranking = /(^|[_./-])(scores?|scoring|ranks?|ranking|leaderboard|totals?|credits?|排名)($|[_./-])/i
  const scoring = /(^|[_./-])(scores?|scoring|points|ranks?|ranking|leaderboard|credits?|积分|排名)($|[_./-])/i
  expect(columns.length).toBeGreaterThan(100)
  // D10: points of a council stand in a schema of their own, and nowhere else is there a word of them
  const own = (name: string) => name.startsWith('points.')
  expect(
    columns.filter(({ place, name }) =>
      own(place) ? ranking.test(name) || ranking.test(place) : scoring.test(name) || scoring.test(place),
    ),
  ).toEqual([])
  const rules = (id: string) => (own(id) ? ranking : scoring)
  expect(endpoints.filter(({ id, path }) => rules(id).test(id) || rules(id).test(path)).map(({ id }) => id)).toEqual([])
  for (const endpoint of endpoints)
    expect(
      [...namesOf(endpoint.reply)].filter((name) => rules(endpoint.id).test(name)),
      endpoint.id,
    ).toEqual([])
})

test('P1: no list of points can be put in another order, and who else is in one is shown by a line, never by a sum', () => {
  const lists = endpoints.filter(({ id, method }) => id.startsWith('points.') && method === 'GET')
  expect(lists.map(({ id }) => id).sort()).toEqual(['points.mine', 'points.posted', 'points.rules', 'points.work'])
  for (const { id, query } of lists)
    if (query) expect(Object.keys(z.toJSONSchema(query, { io: 'input' }).properties ?? {}), id).toEqual(['body'])
  const sums = lists.filter(({ reply }) => ['effective', 'spent', 'left'].every((name) => namesOf(reply).has(name)))
  expect(sums.map(({ id }) => id)).toEqual(['points.mine'])
})

test('P2: no location trails, no cameras or faces, no contacts, no device identifiers', () => {
  const surveilling =
    /watchPosition|getUserMedia|enumerateDevices|FaceDetector|IdleDetector|ContactsManager|navigator\.contacts|navigator\.bluetooth|DeviceMotionEvent|DeviceOrientationEvent|getInstalledRelatedApps|getBattery\(|hardwareConcurrency|mediaDevices/
  expect(source.length).toBeGreaterThan(200)
  expect(hits([...source, ...dist()], surveilling)).toEqual([])
  const tracking = /(^|_)(imei|mac|device_id|gps|track|trail|face|fingerprint)($|_)/
  expect(columns.filter(({ name }) => tracking.test(name))).toEqual([])
})

test('P5: nothing counts who did not take part, did not install, did not look', () => {
  const absent =
    /(^|[_.-])(absent|absence|absentees?|non-?participants?|installs?|installed|checkins?|check-in|attendance|inactive)($|[_.-])/i
  expect(columns.filter(({ name, place }) => absent.test(name) || absent.test(place))).toEqual([])
  for (const endpoint of endpoints)
    expect(
      [endpoint.id, ...namesOf(endpoint.reply)].filter((name) => absent.test(name)),
      endpoint.id,
    ).toEqual([])
})

test('P6: what is public about matters says what and how, never who', () => {
  const personal = /^(reporter|party|account|phone|shown|text|photos|spot|lat|lng|point|handler|holder)$/
  const open = [matters.publicList, matters.duties, matters.nearby, matters.receptions]
  for (const endpoint of open) {
    expect(endpoint.door).toBe('anyone')
    expect(
      [...namesOf(endpoint.reply)].filter((name) => personal.test(name)),
      endpoint.id,
    ).toEqual([])
  }
  const kept = columns.filter(({ place }) => place === 'matters.public_matter').map(({ name }) => name)
  expect(kept.length).toBeGreaterThan(5)
  expect(kept.filter((name) => personal.test(name) || /name|title|body/.test(name))).toEqual([])
})

test('P7: who reported is read only after an act that asks for a reason, and lists never carry it', () => {
  expect(requiredOf(matters.look.body)).toEqual(['reason'])
  const carriers = endpoints.filter(({ id, reply }) => id.startsWith('matters.') && namesOf(reply).has('phone'))
  expect(carriers.map(({ id }) => id)).toEqual(['matters.reporter'])
})

test('P7: nothing a key opens gives out a name, a phone or what somebody wrote', () => {
  const personal = /^(reporter|party|account|phone|shown|text|title|name|photos|spot|lat|lng|point|fields)$/
  const opened = endpoints.filter(({ scope, door }) => scope !== undefined || door === 'key')
  expect(opened.length).toBeGreaterThan(2)
  // `name` stands beside a code of a place or an organisation, which the schemas say themselves
  for (const { id, reply } of opened)
    expect(
      [...namesOf(reply)].filter((name) => personal.test(name) && name !== 'name'),
      id,
    ).toEqual([])
  const acts = new Set(house.modules.flatMap((module) => module.acts ?? []).map(({ endpoint }) => endpoint.id))
  expect(opened.filter(({ id }) => acts.has(id)).map(({ id }) => id)).toEqual([])
})

test('P8: no access rule reaches round the seal: the unit complained about is refused before any role is looked at', async () => {
  const { capacityFor } = await import('@gongzhi/kernel/server/docket.ts')
  const post = { id: 'p', org: '441226103213.committee', role: 'village-chair', prefix: '441226' }
  const actor = { kind: 'staff' as const, county: '441226', account: 'a', posts: [post] }
  const row = { id: 'm', unitCode: '441226103213', holderOrg: post.org, holder: null, party: 'r', sealedFrom: post.org }
  for (const act of acts) {
    const { access } = act.subject as unknown as Subject<string, unknown, unknown>
    for (const [name, rules] of Object.entries(access)) {
      const open = (rules ?? []).some((rule) => 'anyone' in rule)
      if (!open) expect(capacityFor(rules ?? [], actor, row, [post.org]), name).toBeUndefined()
    }
  }
})

test('P9: figures are by place and period, never by person', () => {
  const personal = /account|person|holder|handler|reporter|worker|staff/
  expect([...namesOf(matters.figures.reply)].filter((name) => personal.test(name))).toEqual([])
  expect(Object.keys(z.toJSONSchema(matters.figures.query, { io: 'input' }).properties ?? {}).sort()).toEqual([
    'from',
    'to',
    'unit',
  ])
})

/** How somebody without a phone does what a resident does here: the staff act, or the code on paper at any counter. */
const ONBEHALF: Readonly<Record<string, string>> = {
  rate: 'matters.visit',
  withdraw: 'identity.sign-in-by-query-code',
  book: 'matters.report-for',
  'sign-in': 'deliberation.mark-in',
  leave: 'deliberation.mark-out',
  'ask-floor': 'deliberation.give-floor',
}

test('P13: every act of a resident can also be done without a phone, by staff or with the code on paper', () => {
  const known = new Set(endpoints.map(({ id }) => id))
  // what belongs to a clerk, such as a file brought in at the desk, is no act of a resident
  const residents = acts.filter((act) => {
    if (act.endpoint.door === 'staff') return false
    const { access } = act.subject as unknown as Subject<string, unknown, unknown>
    return (access[act.act] ?? []).some((rule) => 'party' in rule || 'anyone' in rule)
  })
  const byStaff = (act: (typeof acts)[number]) => {
    const { access } = act.subject as unknown as Subject<string, unknown, unknown>
    return (access[act.act] ?? []).some((rule) => 'roles' in rule)
  }
  const without = residents.filter((act) => !byStaff(act) && !known.has(ONBEHALF[act.act] ?? ''))
  expect(without.map(({ act }) => act)).toEqual([])
  expect(residents.map(({ act }) => act)).toEqual(expect.arrayContaining(['reply', 'rate', 'withdraw']))
  expect(known.has('matters.report-for')).toBe(true)
})

test('P14: forms keep to their budget of fields, and no photo is ever required', () => {
  const most = { report: 3, handle: 2, visit: 2 }
  expect(requiredOf(matters.report.body).length).toBeLessThanOrEqual(most.report)
  const { take, note, ask, suspend, resume, giveBack, askExtension, conclude, doneAssist, evidence } = matters
  for (const { id, body } of [take, note, ask, suspend, resume, giveBack, askExtension, conclude, doneAssist, evidence])
    expect(requiredOf(body).length, id).toBeLessThanOrEqual(most.handle)
  for (const { id, body } of [matters.visit, matters.tryVisit, matters.accept, matters.answer])
    expect(requiredOf(body).length, id).toBeLessThanOrEqual(most.visit)
  for (const { id, body } of endpoints) expect(requiredOf(body), id).not.toContain('photos')
})

test('P16: the journal, the looks and the public record can be added to, never changed or taken away', async () => {
  const { rows: own } = await t.owner.query(
    `SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE tableowner = 'gongzhi_app'`,
  )
  expect(own).toEqual([])
  const looks = columns.filter(({ place }) => /\.look$/.test(place)).map(({ place }) => place)
  const ledger = ['points.entry', 'points.dispute', 'points.exchange']
  const kept = [
    'kernel.journal',
    'record.leaf',
    'record.node',
    'record.head',
    'matters.public_matter',
    ...looks,
    ...ledger,
  ]
  for (const name of new Set(kept)) {
    const { rows } = await t.owner.query(
      `SELECT has_table_privilege('gongzhi_app', $1, 'INSERT') AS adds,
              has_any_column_privilege('gongzhi_app', $1, 'UPDATE') AS changes,
              has_table_privilege('gongzhi_app', $1, 'DELETE') OR has_table_privilege('gongzhi_app', $1, 'TRUNCATE') AS takes`,
      [name],
    )
    expect(rows[0], name).toEqual({ adds: true, changes: false, takes: false })
  }
  expect(new Set(kept).size).toBeGreaterThan(5)
})

test('P20: nothing is fetched from any other origin: the headers forbid it and what is built does not try', async () => {
  const app = await buildServer({
    env: t.env,
    modules: house.modules,
    whoIs: async () => undefined,
    visitor: { actor: { kind: 'visitor', county: '', account: null, posts: [] }, session: null, name: null },
    demo: true,
    perMinute: 1000,
    ready: async () => true,
    log: () => undefined,
  })
  const { headers } = await app.inject({ method: 'GET', url: '/api/openapi.json' })
  await app.close()
  const policy = String(headers['content-security-policy'])
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toMatch(/https?:|\*|unsafe-inline|unsafe-eval/)
  expect(String(headers['permissions-policy'])).toContain('camera=()')
  // namespaces and the addresses that error texts of libraries name are no requests
  const others =
    /https?:\/\/(?!www\.w3\.org|react\.dev|localhost|zod\.dev|json-schema\.org|github\.com\/)[a-z0-9.-]+\.[a-z]{2,}/
  expect(hits(dist(), others)).toEqual([])
  const web = source.filter((file) => /[/\\]web[/\\]/.test(file))
  expect(hits(web, /(?:src|href|url|fetch|import)\s*[=(]\s*['"`{(]*https?:\/\/(?!www\.w3\.org)/)).toEqual([])
})

/** All settings there are. A new one is written here by somebody who has thought of P22. */
const SETTINGS = [
  'CRYPTO',
  'DATABASE_URL',
  'DATA_DIR',
  'DEMO',
  'DRAIN_SECONDS',
  'HOST',
  'LOG_LEVEL',
  'METRICS_TOKEN',
  'OIDC_CLAIM',
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
  'OIDC_ISSUER',
  'OIDC_NAME',
  'PORT',
  'RATE_PER_MINUTE',
  'TRUST_PROXY',
  'WEBHOOK_HOSTS',
  'WORKERS',
]
const ELSEWHERE = [
  'BACKUP_PASSPHRASE',
  'CLAMD_HOST',
  'GONGZHI_DATABASE',
  'GONGZHI_KEY',
  'GONGZHI_PART',
  'GONGZHI_TEST_PG',
  'S3_KEY_ID',
  'S3_REGION',
  'S3_SECRET',
  'S3_URL',
  'SCAN_AWAY',
  'SMS_GATEWAY',
  'SMS_URL',
  'TEST_DATABASE_URL',
]

test('P22: the list of settings is closed, and none of them switches a safeguard off', () => {
  const config = readFileSync(join(root, 'kernel', 'server', 'config.ts'), 'utf8')
  const read = [...config.matchAll(/(?:text|integer|isOn)\('([A-Z_]+)'/g)].map(([, name]) => name ?? '')
  expect([...new Set(read)].sort()).toEqual(SETTINGS)
  const server = source.filter((file) => !/[/\\]web[/\\]/.test(file))
  const others = server.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\benv\.([A-Z][A-Z_]{2,})/g)].map(([, name]) => name ?? ''),
  )
  expect([...new Set(others)].filter((name) => !SETTINGS.includes(name) && !ELSEWHERE.includes(name))).toEqual([])
})

test('P22: with the demo off the same doors and the same access tables stand, without the demo’s', () => {
  const doors = (demo: boolean) =>
    routesOf(houseWith(demo).modules).map(({ endpoint }) => `${endpoint.method} ${endpoint.path} ${endpoint.door}`)
  expect(doors(false)).toEqual(doors(true))
  const procedures = (demo: boolean) =>
    houseWith(demo)
      .modules.flatMap((module) => module.acts ?? [])
      .map((act) => {
        const { access, procedure } = act.subject as unknown as Subject<string, unknown, unknown>
        const requires = procedure.acts[act.act]?.requires.map(({ id }) => id)
        return JSON.stringify([act.act, access[act.act], requires])
      })
  expect(procedures(false)).toEqual(procedures(true))
})
