import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FilesPorts } from '@gongzhi/files/server'
import { Problem } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { type Act, performAct } from '@gongzhi/kernel/server/act.ts'
import { openCrypto } from '@gongzhi/kernel/server/crypto.ts'
import { relayOnce, sweepOnce } from '@gongzhi/kernel/server/jobs.ts'
import { brokenChains } from '@gongzhi/kernel/server/journal.ts'
import { openSecrets } from '@gongzhi/kernel/server/secrets.ts'
import { buildServer, type ServeOptions } from '@gongzhi/kernel/server/serve.ts'
import type { Receipt } from '@gongzhi/kernel/server/store-act.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { type TestEnv, testEnv } from '@gongzhi/kernel/server/testing.ts'
import { fileReport, seedDuties } from '@gongzhi/matters/server'
import { channelsFrom, planOnce, sendDue } from '@gongzhi/notices/server'
import { servedCounties } from '@gongzhi/territory/server'
import { loadPeople } from './demo/load-people.ts'
import { loadPlaces } from './demo/load-places.ts'
import { actorsByPost, residentsOf } from './demo/store-cast.ts'
import { buildHouse } from './modules.ts'

export const deqing = '441226'
export const youxian = '510704'
export const guanxu = '441226103'
export const jinlin = '441226103213'
export const jinxi = '441226103214'
/** A village of the other county, with people of its own. */
export const elsewhere = '510704123206'

/** How an act ended: 201 with its receipt, or the status and what was unmet. */
export type Ended = {
  readonly status: number
  readonly receipt?: Receipt
  readonly unmet: readonly string[]
  readonly errors: readonly string[]
}

const visitor = { actor: { kind: 'visitor' as const, county: '', account: null, posts: [] }, session: null, name: null }

const usual = '2026-11-16T09:00:00+08:00'

/** The whole house on a database of its own with the demo's places, duties and people; no matters yet. */
export const openTestHouse = async (now = usual, scan?: FilesPorts['scan']) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'gongzhi-house-'))
  const crypto = openCrypto(openSecrets('', { GONGZHI_KEY: '5a'.repeat(32) }))
  let url: string | undefined
  const channels = channelsFrom(true, {})
  const house = buildHouse({
    crypto,
    dataDir,
    demo: true,
    channels,
    databaseUrl: () => url,
    scan,
    // receivers of tests listen on this machine
    webhookHosts: ['127.0.0.1'],
  })
  const fill = async ({ env, owner, url: at }: TestEnv) => {
    url = at
    await loadPlaces(at)
    await house.load(env)
    await seedDuties(
      owner,
      servedCounties().map(({ code }) => code.slice(0, 6)),
    )
    await house.load(env)
    await loadPeople(env, crypto)
  }
  // on a server that outlives the run what is copied could be of an older demo
  const copied = now === usual && !process.env.TEST_DATABASE_URL
  const t = await testEnv({ modules: house.modules, now, filled: copied ? { name: 'house', fill } : undefined })
  url = t.url
  if (copied) await house.load(t.env)
  else await fill(t)
  const { env, owner } = t
  const acts = house.modules.flatMap((module) => module.acts ?? [])
  const listeners = house.modules.flatMap((module) => module.listeners ?? [])
  const posts = new Map([...(await actorsByPost(owner, deqing)), ...(await actorsByPost(owner, youxian))])
  const residents = [...(await residentsOf(owner, deqing)), ...(await residentsOf(owner, youxian))]
  const fail = (error: unknown) => {
    throw error
  }

  /** Who holds a post, such as `441226103213.service.village-clerk`. */
  const at = (post: string): Actor => posts.get(post) ?? fail(new Error(`no post ${post}`))
  /** The n-th resident of a village. */
  const resident = (village: string, n = 0): Actor =>
    residents.filter((one) => one.village === village)[n]?.actor ?? fail(new Error(`no resident ${n} in ${village}`))

  const attempt = async (work: () => Promise<Receipt>): Promise<Ended> => {
    try {
      return { status: 201, receipt: await work(), unmet: [], errors: [] }
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      return {
        status: error.body.status,
        unmet: error.body.unmet ?? [],
        errors: (error.body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`),
      }
    }
  }
  const actOf = (name: string, kind?: string): Act => {
    const found = acts.find(
      (act) => act.act === name && (kind === undefined || (act.subject as { kind: string }).kind === kind),
    )
    return found ?? fail(new Error(`no act ${name}`))
  }
  /** Does an act as somebody, the input as its endpoint would hand it on. */
  const does = (actor: Actor, name: string, id: string, input: object = {}, key: string = randomUUID()) => {
    const act = actOf(name)
    const body = act.endpoint.body ? act.endpoint.body.safeParse(input) : { success: true as const, data: input }
    if (!body.success) {
      const errors = body.error.issues.map((issue) => `/body/${issue.path.join('/')} ${issue.code}`)
      return Promise.resolve<Ended>({ status: 400, unmet: [], errors })
    }
    return attempt(() => performAct(env, act, id, body.data, { actor, key }))
  }
  /** Reports a matter; a staff member reports on behalf, in the first of their posts. */
  const report = (
    actor: Actor,
    said: { category?: string; unit?: string } & Record<string, unknown> = {},
    within: Env = env,
  ) =>
    fileReport(
      within,
      crypto,
      {
        variant: 'matter',
        category: 'lighting',
        unit: jinlin,
        text: '村口的路灯三天不亮了。',
        fields: {},
        photos: [],
        sealed: false,
        ...said,
      },
      {
        actor,
        capacity: { post: actor.posts[0] ?? null },
        key: randomUUID(),
        channel: actor.kind === 'staff' ? 'visit' : 'self',
      },
    )
  const relay = () => relayOnce(env, listeners, fail)
  /** Plans what the relay's listeners told, and sends what is due by SMS. */
  const tell = async () => {
    await planOnce(env)
    return sendDue({ env, crypto, channels }, 'sms')
  }
  const sweep = async () => {
    let count = 0
    for (const county of [deqing, youxian]) count += await sweepOnce(env, acts, county, fail)
    return count
  }
  const rows = async <T = Record<string, unknown>>(text: string, values: unknown[] = []): Promise<T[]> =>
    (await owner.query(text, values)).rows as T[]
  /** Acts in a subject's journal, in order. */
  const told = async (id: string) =>
    (
      await rows<{ act: string }>('SELECT act FROM kernel.journal WHERE county = $1 AND subject = $2 ORDER BY seq', [
        deqing,
        id,
      ])
    ).map(({ act }) => act)
  const docket = async (id: string) => {
    const [found] = await rows<{
      state: string
      holder_org: string | null
      due_at: Date | null
      supervised: boolean
      alarm_at: Date | null
      unit_code: string
    }>('SELECT * FROM kernel.docket WHERE id = $1', [id])
    return found ?? fail(new Error(`no ${id}`))
  }
  const children = (id: string, kind: string) =>
    rows<{ id: string; state: string; holder_org: string | null; unit_code: string }>(
      'SELECT * FROM kernel.docket WHERE parent = $1 AND kind = $2 ORDER BY opened_at',
      [id, kind],
    )
  /** A delegates' studio seated somewhere. */
  const studioAt = async (seat: string) => {
    const [found] = await rows<{ id: string }>('SELECT id FROM territory.studio WHERE seat = $1 ORDER BY id', [seat])
    return found ?? fail(new Error(`no studio at ${seat}`))
  }
  /** Broken places in the journals of both counties. */
  const broken = async () => {
    const found = []
    for (const county of [deqing, youxian])
      found.push(
        ...(await env.db.within({ scopes: [county], orgs: [], account: null }, (tx) =>
          Array.fromAsync(brokenChains(tx, county)),
        )),
      )
    return found
  }
  /** Serves it over HTTP, demo sign-ins included. */
  const serve = (log: ServeOptions['log'] = () => undefined) =>
    buildServer({
      env,
      modules: house.modules,
      whoIs: (token) => house.whoIs(env, token),
      whoseKey: (key) => house.whoseKey(env, key),
      visitor,
      demo: true,
      perMinute: 100_000_000,
      strict: true,
      acted: (actor, subject) => house.acted(env, actor, subject),
      ready: async () => true,
      log,
    })
  const close = async () => {
    await house.close()
    await t.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return {
    env,
    url: t.url,
    dataDir,
    house,
    crypto,
    posts,
    acts,
    listeners,
    setNow: t.setNow,
    at,
    resident,
    does,
    report,
    relay,
    tell,
    sweep,
    rows,
    told,
    docket,
    children,
    studioAt,
    broken,
    serve,
    close,
  }
}

export type TestHouse = Awaited<ReturnType<typeof openTestHouse>>

/** People of the first village, its town and county, by what they do. */
export const castOf = (h: TestHouse) => ({
  reporter: h.resident(jinlin, 0),
  neighbour: h.resident(jinlin, 1),
  clerk: h.at(`${jinlin}.service.village-clerk`),
  otherClerk: h.at(`${jinxi}.service.village-clerk`),
  chair: h.at(`${jinlin}.committee.village-chair`),
  member: h.at(`${jinlin}.committee.village-committee-member`),
  secretary: h.at(`${jinlin}.branch.branch-secretary`),
  gridWorker: h.at(`${jinlin}.grid.grid-worker`),
  otherGridWorker: h.at(`${jinlin}.grid.grid-worker.2`),
  dispatcher: h.at(`${guanxu}000.coordination.town-dispatcher`),
  otherDispatcher: h.at(`${guanxu}000.coordination.town-dispatcher.2`),
  leader: h.at(`${guanxu}000.government.town-leader`),
  keeper: h.at(`${guanxu}000.government.studio-keeper`),
  unitWorker: h.at(`${guanxu}000.power.unit-worker`),
  department: h.at(`${deqing}000000.water-works.department-clerk`),
  countyDispatcher: h.at(`${deqing}000000.coordination.county-dispatcher`),
  supervisor: h.at(`${deqing}000000.supervision-office.supervisor`),
  otherSupervisor: h.at(`${deqing}000000.supervision-office.supervisor.2`),
  admin: h.at(`${deqing}000000.government.county-admin`),
  stranger: h.at(`${elsewhere}.service.village-clerk`),
})
export type Cast = ReturnType<typeof castOf>

/** Takes a fresh matter of 金林村 all the way to a conclusion by the grid; answers its id. */
export const concluded = async (h: TestHouse, c: Cast, said: Record<string, unknown> = {}): Promise<string> => {
  const { id } = await h.report(c.reporter, said)
  await h.does(c.clerk, 'accept', id)
  await h.does(c.clerk, 'dispatch', id, { org: `${jinlin}.grid` })
  await h.does(c.gridWorker, 'take', id)
  await h.does(c.gridWorker, 'conclude', id, { outcome: 'resolved', text: '已换灯泡，亮了。' })
  return id
}
