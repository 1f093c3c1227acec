import { randomUUID } from 'node:crypto'
import { scopes } from '@gongzhi/connections/contract'
import { addressOf, type EndpointSpec, media } from '@gongzhi/kernel/endpoint.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { scopesOf } from '@gongzhi/kernel/reach.ts'
import { type Act, scopeOf } from '@gongzhi/kernel/server/act.ts'
import { noScope, type Row, type Statement } from '@gongzhi/kernel/server/db.ts'
import { capacityFor } from '@gongzhi/kernel/server/docket.ts'
import { routesOf } from '@gongzhi/kernel/server/serve.ts'
import { readDocket } from '@gongzhi/kernel/server/store-act.ts'
import type { Subject } from '@gongzhi/kernel/server/subject.ts'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tellElection } from './demo/tell-election.ts'
import { tellPoints } from './demo/tell-points.ts'
import { tellTalk } from './demo/tell-talk.ts'
import { tellVoters } from './demo/tell-voters.ts'
import type { TestHouse } from './testing-house.ts'
import { castOf, deqing, elsewhere, guanxu, jinlin, jinxi, openTestHouse, youxian } from './testing-house.ts'

/*
 * Every endpoint of every module × every kind of person × things inside and outside their reach. What should happen is
 * read off the door of the endpoint and the access table of the subject; nothing here is listed by hand but the inputs.
 */

type Person = {
  readonly name: string
  readonly cookie: string
  readonly actor: Actor
  readonly kind: string
  /** Another system: its key goes in the place of a cookie. */
  readonly scopes?: readonly string[]
}
type Target = { readonly name: string; readonly village: string; readonly id: string }
type Input = { params?: Record<string, string>; query?: Record<string, string>; body?: unknown }

let h: TestHouse
let app: FastifyInstance
let people: Person[] = []
const targets: Record<string, Target[]> = {}
/** A message of a webhook, by village. */
const messages = new Map<string, string>()
const subjects = new Map<string, Subject<string, unknown, unknown>>()
const counties = { [deqing]: jinlin, [youxian]: elsewhere }
const photo = 'ab'.repeat(32)
const nobody: Actor = { kind: 'visitor', county: '', account: null, posts: [] }

/** A session's cookie, or the key of another system. */
const credential = (cookie: string) => (cookie.startsWith('gz_') ? { authorization: `Bearer ${cookie}` } : { cookie })

const send = (endpoint: EndpointSpec, input: Input, cookie: string) => {
  const path = Object.entries(input.params ?? {}).reduce(
    (url, [name, value]) => url.replace(`:${name}`, value),
    addressOf(endpoint),
  )
  const query = new URLSearchParams(input.query ?? {}).toString()
  return app.inject({
    method: endpoint.method,
    url: `${path}${query ? `?${query}` : ''}`,
    headers: {
      ...credential(cookie),
      ...(endpoint.act ? { 'idempotency-key': randomUUID() } : {}),
      ...(endpoint.takes === 'form' ? { 'content-type': media.form } : {}),
    },
    ...(endpoint.takes === 'form'
      ? { payload: new URLSearchParams((input.body ?? {}) as Record<string, string>).toString() }
      : endpoint.body
        ? { payload: (input.body ?? {}) as object }
        : {}),
  })
}

const signIn = async (name: string, path: string, payload: object): Promise<Person> => {
  const reply = await app.inject({ method: 'POST', url: `/api${path}`, payload })
  expect(reply.statusCode, name).toBe(200)
  const cookie = String(reply.headers['set-cookie']).split(';')[0] ?? ''
  const caller = await h.house.whoIs(h.env, cookie.split('=')[1] ?? '')
  if (!caller) throw new Error(name)
  return { name, cookie, actor: caller.actor, kind: caller.actor.kind }
}
const demo = (name: string, { account }: Actor) => signIn(name, '/demo/sessions', { account })

/** Another system with every scope there is, over a stretch of a county. */
const system = async (admin: Actor, prefix: string): Promise<Person> => {
  const { cookie } = await demo('admin', admin)
  const reply = await app.inject({
    method: 'POST',
    url: '/api/connections/keys',
    headers: { cookie, 'idempotency-key': randomUUID() },
    payload: {
      name: `平台${prefix}`,
      org: `${admin.county}000000.coordination`,
      purpose: '试试接口',
      scopes,
      prefix,
      expiresOn: '2027-11-01',
      perMinute: 6000,
    },
  })
  expect(reply.statusCode, reply.body).toBe(201)
  const { key } = reply.json()
  const caller = await h.house.whoseKey(h.env, key)
  if (!caller) throw new Error(prefix)
  return { name: `system ${prefix}`, cookie: key, actor: caller.actor, kind: 'key', scopes }
}

/** A key and a webhook of a village, with a message that is waiting. */
const connect = async (admin: Actor, village: string) => {
  const { cookie } = await demo('admin', admin)
  const post = async (path: string, payload: object) => {
    const headers = { cookie, 'idempotency-key': randomUUID() }
    const reply = await app.inject({ method: 'POST', url: `/api/connections/${path}`, headers, payload })
    expect(reply.statusCode, reply.body).toBe(201)
    return reply.json().id as string
  }
  const common = { name: '某平台', org: `${village}.committee`, prefix: village }
  const key = { ...common, purpose: '试试接口', scopes: ['matters:read'], expiresOn: '2027-11-01' }
  const hook = { ...common, url: 'https://example.com/', events: ['matter.supervised'] }
  const [keyId, hookId] = [await post('keys', key), await post('webhooks', hook)]
  await post(`webhooks/${hookId}/trial`, {})
  targets['api-key'] = [...(targets['api-key'] ?? []), { name: `key of ${village}`, village, id: keyId }]
  targets.webhook = [...(targets.webhook ?? []), { name: `webhook of ${village}`, village, id: hookId }]
  const [waiting] = await h.rows<{ id: string }>('SELECT id FROM connections.delivery WHERE webhook = $1', [hookId])
  messages.set(village, waiting?.id ?? '')
}

const populate = async (county: keyof typeof counties) => {
  const village = counties[county] ?? ''
  const town = `${village.slice(0, 9)}000`
  const at = (org: string, role: string) => h.at(`${org}.${role}`)
  const clerk = at(`${village}.service`, 'village-clerk')
  const push = (kind: string, id: string | undefined, name: string, where = village) => {
    targets[kind] = [...(targets[kind] ?? []), { name, village: where, id: id ?? '' }]
  }
  const { id, code } = await h.report(h.resident(village, 0), { unit: village })
  await h.does(clerk, 'accept', id)
  const called = {
    orgs: [`${county}000000.water-works`],
    text: '请到现场。',
    place: '村口',
    at: '2026-11-25T09:00:00+08:00',
  }
  expect(await h.does(at(`${town}.government`, 'town-leader'), 'whistle', id, called)).toMatchObject({ status: 201 })
  await h.does(clerk, 'dispatch', id, {
    org: `${village}.grid`,
    assists: [{ org: `${village}.branch`, task: '协调', days: 9 }],
  })
  await h.does(at(`${village}.grid`, 'grid-worker'), 'take', id)
  push('matter', id, `handled in ${village}`)
  push('assist', (await h.children(id, 'assist'))[0]?.id, `assist in ${village}`)
  push('whistle', (await h.children(id, 'whistle'))[0]?.id, `call in ${village}`)
  const late = await h.report(h.resident(village, 1), { unit: village })
  const complaint = await h.report(h.resident(village, 0), {
    unit: village,
    category: 'opinion',
    about: `${village}.committee`,
    sealed: true,
    text: '评议没有公示。',
  })
  if (county === deqing) push('matter', complaint.id, `complaint in ${village}`)
  return { late: late.id, code }
}

beforeAll(async () => {
  h = await openTestHouse('2026-11-16T09:00:00+08:00')
  app = await h.serve()
  for (const act of h.acts) {
    const subject = act.subject as unknown as Subject<string, unknown, unknown>
    subjects.set(subject.kind, subject)
  }
  const c = castOf(h)
  const here = await populate(deqing)
  const there = await populate(youxian)
  const next = await h.report(h.resident(jinxi, 0), { unit: jinxi })
  targets.matter?.push({ name: `reported in ${jinxi}`, village: jinxi, id: next.id })
  for (const day of ['17', '18', '19']) {
    h.setNow(`2026-11-${day}T18:00:00+08:00`)
    await h.sweep()
  }
  await h.relay()
  await connect(c.admin, jinlin)
  await connect(h.at(`${youxian}000000.government.county-admin`), elsewhere)
  targets.order = []
  for (const [village, { late }] of [
    [jinlin, here],
    [elsewhere, there],
  ] as const)
    targets.order.push({ name: `order in ${village}`, village, id: (await h.children(late, 'order'))[0]?.id ?? '' })
  const held = await h.rows<{ id: string; post: string; prefix: string }>(
    `SELECT h.id, h.post, p.prefix FROM people.holding h JOIN people.post p ON p.county = h.county AND p.id = h.post
     WHERE h.post = ANY($1)`,
    [[`${jinlin}.committee.village-committee-member`, `${elsewhere}.branch.branch-secretary`]],
  )
  targets.holding = held.map(({ id, prefix }) => ({ name: `holding in ${prefix}`, village: prefix, id }))

  await tellTalk(h as never, tellPoints)
  await tellVoters(h as never)
  targets.election = [{ name: 'election of the council', village: jinlin, id: await tellElection(h as never) }]
  for (const { kind, id } of await h.rows<{ kind: string; id: string }>(
    `SELECT DISTINCT ON (kind) kind, id FROM kernel.docket
     WHERE county = $1 AND kind IN ('topic', 'meeting', 'vote', 'resolution', 'task', 'body', 'member', 'points-rule', 'points-book', 'points-entry', 'voter-roll', 'roll-objection') ORDER BY kind, id DESC`,
    [youxian],
  ))
    targets[kind] = [{ name: `${kind} of the talk`, village: elsewhere, id }]

  for (const village of [jinlin, elsewhere]) {
    const { cookie } = await demo('chair', h.at(`${village}.committee.village-chair`))
    const reply = await app.inject({
      method: 'POST',
      url: '/api/local-rules',
      headers: { cookie, 'idempotency-key': randomUUID() },
      payload: {
        place: village,
        rule: 'council.notice',
        amount: 4,
        document: '某规则',
        article: '第三条',
        from: '2026-12-31',
      },
    })
    expect(reply.statusCode, reply.body).toBe(201)
    targets['local-rule'] = [
      ...(targets['local-rule'] ?? []),
      { name: `rule of ${village}`, village, id: reply.json().id },
    ]
  }

  // one of each post in each county, and a neighbour village's clerk; whose term the test may end stays out
  const ending = new Set(held.map(({ post }) => post))
  const known = new Set<string>()
  const staff = [...h.posts].filter(([post, actor]) => {
    const role = `${actor.county} ${actor.posts[0]?.role} ${post.startsWith(jinxi)}`
    if (ending.has(post) || known.has(role) || (post.startsWith(jinxi) && !post.endsWith('clerk'))) return false
    return known.add(role)
  })

  people = [
    { name: 'visitor', cookie: '', actor: nobody, kind: 'visitor' },
    await signIn('query code', '/sessions/query-code', { code: here.code }),
    await signIn('query code elsewhere', '/sessions/query-code', { code: there.code }),
    await demo('resident', c.reporter),
    await demo('other resident', c.neighbour),
    await demo('resident elsewhere', h.resident(elsewhere, 0)),
    ...(await Promise.all(staff.map(([post, actor]) => demo(post, actor)))),
    await system(c.admin, deqing),
    await system(c.admin, jinxi),
    await system(h.at(`${youxian}000000.government.county-admin`), youxian),
  ]
  const keeper = people.find(({ name }) => name.startsWith(guanxu) && name.endsWith('studio-keeper'))
  expect(keeper).toBeTruthy()
  const announced = await app.inject({
    method: 'POST',
    url: '/api/receptions',
    headers: { cookie: keeper?.cookie ?? '', 'idempotency-key': randomUUID() },
    payload: {
      studio: (await h.studioAt(`${guanxu}000`)).id,
      from: '2026-11-25T09:00:00+08:00',
      to: '2026-11-25T11:00:00+08:00',
      delegates: ['林○○'],
      capacity: 3,
    },
  })
  expect(announced.statusCode, announced.body).toBe(201)
  targets.reception = [{ name: 'session', village: `${guanxu}000`, id: announced.json().id }]
})
afterAll(async () => {
  await app?.close()
  await h?.close()
})

const run = async (statement: Statement): Promise<Row | undefined> =>
  (await h.rows<Row>(statement.text, statement.values as unknown[]))[0]

/** The subject as its owner sees it: its docket, its units. */
const look = async (id: string) => {
  const stored = await run({ text: 'SELECT * FROM kernel.docket WHERE id = $1', values: [id] })
  const subject = stored && subjects.get(stored.kind as string)
  if (!stored || !subject) return undefined
  const docket = readDocket(stored)
  const own = await run(subject.load(docket.county, id))
  return own ? { docket, subject, units: subject.units(subject.read(own) as never, docket) } : undefined
}
/** Whether the access table lets somebody see it; what runs beside a matter is seen with it. */
const sees = async (actor: Actor, id: string): Promise<boolean> => {
  const found = await look(id)
  if (!found || actor.county !== found.docket.county) return false
  if (capacityFor(found.subject.access.see ?? [], actor, found.docket, found.units)) return true
  // D10: what is posted is for the members of that council
  if (found.docket.kind === 'points-entry') {
    const roll = await h.rows('SELECT FROM people.member WHERE body = $1 AND account = $2 AND ended_on IS NULL', [
      `${found.docket.unitCode}.council`,
      actor.account,
    ])
    return roll.length > 0
  }
  if (found.docket.parent !== null && found.docket.kind !== 'matter') return sees(actor, found.docket.parent)
  if (found.docket.kind !== 'matter' || found.docket.sealedFrom !== null) return false
  // whoever has a part of the work sees the whole
  const parts = await h.rows<{ org: string }>('SELECT org FROM matters.child WHERE matter = $1', [id])
  return parts.some(({ org }) => actor.posts.some((post) => post.org === org))
}

/** What somebody may see; a system what lies in its stretch and is not sealed. */
const maySee = async ({ actor, scopes: keyed }: Person, one: Target): Promise<boolean> =>
  keyed
    ? one.village.startsWith(actor.posts[0]?.prefix ?? '-') && !one.name.startsWith('complaint')
    : sees(actor, one.id)

/** What the act asks for, enough to be tried. */
const forms: Record<string, unknown> = {
  text: '已经办好。',
  reason: '情况如此。',
  ground: 'no-facts',
  outcome: 'resolved',
  until: '2026-12-01',
  days: 3,
  proof: '10:05 无人接听。',
  satisfied: true,
  comes: true,
  good: true,
  about: '道路',
  photo,
  boxes: [{ x: 1, y: 2, w: 30, h: 40 }],
  evidence: '装好了。',
  hands: { yes: 0, no: 0, abstain: 0 },
  mode: 'open',
  clauses: [{ text: '装灯。' }],
  topic: '00000000-0000-7000-8000-000000000000',
  member: '00000000-0000-7000-8000-000000000000',
  choice: 'yes',
  ...{ committee: ['1'], candidates: ['1'], principal: '1', holder: '2', paper: true, accept: false, deciders: [] },
  nominee: '00000000-0000-7000-8000-000000000000',
  objection: '00000000-0000-7000-8000-000000000000',
  class: 'masses',
  ...{ given: 0, returned: 0, valid: 0, invalid: 0, sums: [], tellers: [] },
  yes: 0,
  no: 0,
  abstain: 0,
  code: '000000',
  name: '某顾问',
  office: '律师事务所',
  tasks: [{ clause: 1, text: '装灯', org: `${jinlin}.committee`, owner: '村委会', until: '2026-12-31' }],
}
const bodyFor = (act: Act, village: string) => ({
  ...forms,
  ...(act.act === 'resend' ? { delivery: messages.get(village) } : {}),
  // another's word is for the secretary to write down: here everybody speaks for themselves
  ...(['support', 'unsupport', 'object', 'dispute-entry', 'exchange'].includes(act.act) ? { member: undefined } : {}),
  ...(act.endpoint.id === 'deliberation.refuse' ? { ground: 'law', article: '某条' } : {}),
  ...(act.act === 'pass-on' ? { to: 'villagers' } : {}),
  ...(act.act === 'object-to-election' ? { ground: 'count' } : {}),
  ...(act.act === 'adopt-rule' ? { resolution: forms.topic } : {}),
  ...(act.act === 'exchange' ? { item: 0 } : {}),
  ...(act.act === 'change-rule'
    ? { title: '细则', clauses: [{ act: 'attended', points: 1, most: 2 }], yearMost: 9, goods: [] }
    : {}),
  ...(act.act === 'visit' ? { outcome: 'reached' } : {}),
  ...(act.act === 'merge' ? { into: targets.matter?.find((one) => one.village === village)?.id } : {}),
  ...(act.act === 'whistle'
    ? { orgs: [`${village.slice(0, 6)}000000.water-works`], place: '村口', at: '2026-11-25T09:00:00+08:00' }
    : { org: `${village}.grid` }),
})

test('each act answers as the door, the reach and the access table say, to each person, on each thing', async () => {
  const wrong: string[] = []
  let calls = 0
  for (const act of h.acts.filter(({ endpoint }) => endpoint.path !== '' && endpoint.path.includes(':id'))) {
    const { endpoint } = act
    const subject = act.subject as unknown as Subject<string, unknown, unknown>
    for (const target of targets[subject.kind] ?? []) {
      let found = await look(target.id)
      for (const person of people) {
        if (!found) throw new Error(target.name)
        const reply = await send(
          endpoint,
          { params: { id: target.id }, body: bodyFor(act, target.village) },
          person.cookie,
        )
        calls++
        const status = reply.statusCode
        const { unitCode, party } = found.docket
        const held = found.docket.holderOrg === null ? [] : [found.docket.holderOrg]
        const may =
          person.actor.county === found.docket.county &&
          capacityFor(subject.access[act.act] ?? [], person.actor, found.docket, held) !== undefined
        const seen =
          person.actor.county === found.docket.county &&
          capacityFor(subject.access.see ?? [], person.actor, found.docket, found.units) !== undefined
        // what row-level security hides is not there, whatever the table says
        const inStretch =
          scopesOf(person.actor).some((prefix) => unitCode.startsWith(prefix)) || party === person.actor.account
        const open = endpoint.door === 'signed-in' || endpoint.door === person.kind
        const expected =
          // no act of a person is for a key
          person.scopes
            ? [403]
            : person.cookie === ''
              ? [401]
              : !open
                ? [404]
                : may
                  ? [201, 400, 409]
                  : seen && inStretch
                    ? [403]
                    : [404]
        if (status === 201) found = await look(target.id)
        if (!expected.includes(status))
          wrong.push(`${endpoint.id} by ${person.name} on ${target.name}: ${status}, not ${expected}`)
      }
    }
  }
  expect(wrong).toEqual([])
  expect(calls).toBeGreaterThan(2000)
}, 180_000)

/** A resource of GeoReport, in both its formats. */
const geo = (name: string, makes: (t: { village: string; id: string }) => Input) =>
  Object.fromEntries(['xml', 'json'].map((format) => [`open311.${name}-${format}`, makes]))
const there = (village: string) => ({ jurisdiction_id: village.slice(0, 6) })

const place = (village: string) => ({ unit: village, category: 'lighting' })
/** Inputs of what is no act on a subject; each endpoint has its line, which a test below holds it to. */
const inputs: Record<string, (t: { village: string; id: string }) => Input> = {
  'territory.counties': () => ({}),
  'law.at': ({ village }) => ({ query: { place: village } }),
  'law.local-rules': ({ village }) => ({ query: { place: village } }),
  // a day that is past is refused to whoever may set rules at all
  'law.draft-rule': ({ village }) => ({
    body: {
      place: village,
      rule: 'council.notice',
      amount: 4,
      document: '规则',
      article: '第三条',
      from: '2020-01-01',
    },
  }),
  'territory.places': ({ village }) => ({ query: { parent: `${village.slice(0, 9)}000` } }),
  'territory.place': ({ village }) => ({ params: { code: village } }),
  'territory.nearest': ({ village }) => ({ query: { county: village.slice(0, 6), lat: '23.1', lng: '111.7' } }),
  'territory.orgs': ({ village }) => ({ query: { seat: village } }),
  'territory.grids': ({ village }) => ({ query: { village } }),
  'territory.studios': ({ village }) => ({ query: { county: village.slice(0, 6) } }),
  'territory.merges': () => ({}),
  // a day to come is refused to whoever may merge at all
  'territory.merge': ({ village }) => ({
    body: {
      from: [village],
      into: { code: `${village.slice(0, 9)}999`, name: '新村' },
      on: '2030-01-01',
      basis: '批复',
    },
  }),
  'identity.session': () => ({}),
  'identity.send-code': ({ village }) => ({ body: { county: village.slice(0, 6), phone: '10000000000' } }),
  'identity.sign-in-by-code': ({ village }) => ({
    body: { county: village.slice(0, 6), phone: '10000000000', code: '000000' },
  }),
  'identity.sign-in-by-password': () => ({ body: { login: 'nobody', password: 'nothing at all' } }),
  'identity.sign-in-by-query-code': () => ({ body: { code: 'AAAAAAAAAA' } }),
  'identity.single-sign-on': () => ({}),
  'identity.begin-sign-on': () => ({ body: { origin: 'http://127.0.0.1' } }),
  'identity.sign-in-by-oidc': () => ({ body: { state: 'a state nobody gave out', query: 'code=1' } }),
  'identity.sign-on-links': () => ({}),
  'identity.preview-links': () => ({ body: { text: 'a,b' } }),
  'identity.link-accounts': () => ({ body: { text: 'a,b' } }),
  'identity.unlink-account': ({ id }) => ({ params: { account: id }, body: {} }),
  'identity.sessions': () => ({}),
  'identity.end-session': ({ id }) => ({ params: { id } }),
  'identity.begin-totp': () => ({}),
  'identity.confirm-totp': () => ({ body: { totp: '000000' } }),
  'identity.change-password': () => ({ body: { old: 'wrong', fresh: 'a longer password' } }),
  'identity.my-data': () => ({}),
  'identity.export-my-data': () => ({}),
  'identity.correct-my-data': () => ({ body: {} }),
  'identity.withdraw-consent': () => ({ body: { field: 'nothing' } }),
  'identity.close-account': () => ({ body: { sure: false } }),
  'identity.demo-people': () => ({}),
  'identity.demo-sign-in': ({ id }) => ({ body: { account: id } }),
  'identity.demo-outbox': () => ({}),
  'people.posts': ({ village }) => ({ query: { seat: village } }),
  'people.post': ({ village }) => ({ params: { id: `${village}.service.village-clerk` } }),
  'people.appoint': ({ village, id }) => ({
    params: { id: `${village}.service.village-clerk` },
    body: { account: id, from: '2026-12-01', until: '2027-12-01' },
  }),
  'people.open-account': () => ({ body: { name: '', phone: '1' } }),
  'people.staff': () => ({ query: { q: '代办' } }),
  'people.bodies': ({ village }) => ({ query: { unit: village } }),
  'people.body': ({ village }) => ({ params: { body: `${village}.council` } }),
  'people.my-bodies': () => ({}),
  'people.found-body': ({ village }) => ({ body: { unit: village, kind: 'nothing', title: '某会' } }),
  'people.enter': ({ village }) => ({ params: { body: `${village}.council` }, body: { name: '' } }),
  // what is in a file is read in documents.test.ts; here nothing opens to the wrong door
  'documents.export-list': () => ({ params: { list: 'nothing' } }),
  'documents.exports': () => ({}),
  'documents.my-feed': () => ({}),
  'documents.new-feed': () => ({}),
  'documents.end-feed': () => ({}),
  'documents.calendar': ({ village }) => ({ params: { file: `${village.slice(0, 6)}.${'x'.repeat(43)}.ics` } }),
  'documents.imports': () => ({}),
  'documents.import': ({ id }) => ({ params: { id } }),
  'documents.import-faults': ({ id }) => ({ params: { id } }),
  'documents.import-slips': ({ id }) => ({ params: { id } }),
  'documents.import-template': () => ({ params: { kind: 'nothing' } }),
  'documents.paper-pdf': ({ id }) => ({ params: { paper: 'answer', id } }),
  'documents.paper-word': ({ id }) => ({ params: { paper: 'order', id } }),
  'files.photo': ({ id }) => ({ params: { subject: id, id: photo } }),
  'files.original': ({ id }) => ({ params: { subject: id, id: photo } }),
  'notices.list': () => ({}),
  'notices.read': ({ id }) => ({ body: { ids: [id] } }),
  'notices.confirm': ({ id }) => ({ params: { id } }),
  'notices.preference': () => ({}),
  'notices.prefer': () => ({ body: { due: 'pigeon' } }),
  'notices.add-mail': () => ({ body: { mail: 'nowhere' } }),
  'notices.prove-mail': () => ({ body: { code: '000000' } }),
  'notices.drop-mail': () => ({}),
  'notices.unsubscribe': ({ id, village }) => ({ query: { key: `${village.slice(0, 6)}.${id}.forged` }, body: {} }),
  'notices.receipts': ({ id }) => ({ query: { subject: id } }),
  'notices.hand-over': ({ id }) => ({ params: { id }, body: { how: 'paper' } }),
  'notices.robot': ({ village }) => ({ query: { org: `${village}.service` } }),
  'notices.set-robot': ({ village }) => ({ body: { org: `${village}.service`, url: null } }),
  'notices.demo-waiting': () => ({}),
  'record.key': ({ village }) => ({ params: { county: village.slice(0, 6) } }),
  'record.checkpoint': ({ village }) => ({ params: { county: village.slice(0, 6) } }),
  'record.leaf': ({ village }) => ({ params: { county: village.slice(0, 6), index: '0' } }),
  'record.proof': ({ village }) => ({ params: { county: village.slice(0, 6) }, query: { leaf: '0' } }),
  'record.consistency': ({ village }) => ({ params: { county: village.slice(0, 6) }, query: { from: '1' } }),
  'record.seal': ({ village }) => ({ params: { county: village.slice(0, 6) }, query: { number: '2026-M-0001' } }),
  'record.verifier': () => ({}),
  'deliberation.propose': () => ({ body: { unit: '000000000000', title: '某事', text: '议一议' } }),
  'deliberation.topics': ({ village }) => ({ query: { unit: village } }),
  'deliberation.topic': ({ id, village }) => ({ params: { id }, query: { county: village.slice(0, 6) } }),
  'deliberation.convene': ({ village }) => ({
    body: {
      body: `${village}.nothing`,
      title: '夜话',
      startsAt: '2026-12-01T19:30:00+08:00',
      venue: '议事堂',
      venueKind: 'hall',
      agenda: [],
    },
  }),
  'deliberation.meetings': ({ village }) => ({ query: { unit: village } }),
  'deliberation.inbox': () => ({}),
  'deliberation.meeting': ({ id, village }) => ({ params: { id }, query: { county: village.slice(0, 6) } }),
  'deliberation.cast': ({ id }) => ({ params: { id }, body: { choice: 'yes' } }),
  'deliberation.slip': ({ id }) => ({ params: { id }, body: { blinded: '00'.repeat(256) } }),
  'deliberation.drop': ({ id, village }) => ({
    params: { id },
    body: { county: village.slice(0, 6), slip: '00'.repeat(32), proof: '00'.repeat(256), choice: 'yes' },
  }),
  'deliberation.resolutions': ({ village }) => ({ query: { unit: village } }),
  'deliberation.resolution': ({ id, village }) => ({ params: { id }, query: { county: village.slice(0, 6) } }),
  'deliberation.promises': ({ village }) => ({ query: { unit: village } }),
  'deliberation.task': ({ id, village }) => ({ params: { id }, query: { county: village.slice(0, 6) } }),
  'deliberation.open-election': ({ village }) => ({
    body: {
      ...{ unit: village, title: '推选', from: '2027-01-01', until: '2029-12-31', on: '2026-12-20' },
      seats: [{ class: 'nobody', seats: 1 }],
    },
  }),
  'deliberation.elections': ({ village }) => ({ query: { unit: village } }),
  'deliberation.election': ({ id, village }) => ({ params: { id }, query: { county: village.slice(0, 6) } }),
  'deliberation.propose-recall': ({ village, id }) => ({
    body: { unit: village, member: id, proposers: [], reason: '不履职。' },
  }),
  'deliberation.recalls': ({ village }) => ({ query: { unit: village } }),
  'deliberation.recall': ({ id, village }) => ({ params: { id }, query: { county: village.slice(0, 6) } }),
  'deliberation.take-office': ({ id }) => ({ params: { id }, body: {} }),
  'deliberation.mandates': ({ village }) => ({ query: { unit: village } }),
  'deliberation.give-mandate': ({ village }) => ({
    body: {
      ...{ unit: village, concerns: ['covenant'], on: '2026-01-10', until: '2026-12-31', by: 'households' },
      ...{ entitled: 3, present: 3, counts: { yes: 3, no: 0, abstain: 0 }, text: '村规民约不能授权。' },
    },
  }),
  'points.rules': ({ village }) => ({ query: { body: `${village}.council` } }),
  'points.draft-rule': ({ village }) => ({ body: { body: `${village}.council`, title: '' } }),
  'points.join-points': ({ village }) => ({ body: { body: `${village}.council` } }),
  'points.mine': () => ({}),
  'points.posted': ({ village }) => ({ query: { body: `${village}.council` } }),
  'points.record-entry': ({ village }) => ({ body: { body: `${village}.council`, reference: '' } }),
  'voters.list': ({ village }) => ({
    params: { id: targets['voter-roll']?.[0]?.id ?? '' },
    query: { county: village.slice(0, 6) },
  }),
  'voters.object-to-roll': () => ({
    params: { id: targets['voter-roll']?.[0]?.id ?? '' },
    body: { kind: 'missing', about: '' },
  }),
  'voters.at': ({ village }) => ({ query: { unit: village } }),
  'voters.inbox': () => ({}),
  'voters.draw-up': ({ village }) => ({ body: { unit: village, seats: 0 } }),
  'points.work': ({ village }) => ({ query: { body: `${village}.council` } }),
  'connections.keys': () => ({}),
  'connections.issue-key': ({ village }) => ({
    body: {
      name: '某平台',
      org: `${village}.committee`,
      purpose: '试试接口',
      scopes: ['matters:read'],
      prefix: village,
      expiresOn: '2020-01-01',
    },
  }),
  'connections.webhooks': () => ({}),
  'connections.subscribe': ({ village }) => ({
    body: {
      name: '某平台',
      org: `${village}.committee`,
      url: 'nonsense',
      events: ['matter.reported'],
      prefix: village,
    },
  }),
  'connections.deliveries': () => ({ params: { id: targets.webhook?.[0]?.id ?? '' } }),
  'connections.rotate-secret': () => ({ params: { id: targets.webhook?.[0]?.id ?? '' }, body: {} }),
  'connections.key-self': () => ({}),
  'connections.matters': ({ village }) => ({ query: { unit: village } }),
  'connections.matter': ({ id }) => ({ params: { id } }),
  ...geo('discovery', () => ({})),
  ...geo('discovery-v2', () => ({})),
  ...geo('services', ({ village }) => ({ query: there(village) })),
  ...geo('definition', ({ village }) => ({ params: { code: 'power' }, query: there(village) })),
  ...geo('requests', ({ village }) => ({ query: there(village) })),
  ...geo('request', ({ village, id }) => ({ params: { id }, query: there(village) })),
  ...geo('token', ({ village, id }) => ({ params: { token: id }, query: there(village) })),
  ...geo('file', ({ village }) => ({ body: { ...there(village), service_code: 'road', address_id: village } })),
  'open311.bulk': ({ village }) => ({ params: { county: village.slice(0, 6), year: '2026' } }),
  'open311.years': ({ village }) => ({ query: { county: village.slice(0, 6) } }),
  'matters.categories': () => ({}),
  'matters.nearby': ({ village }) => ({ body: place(village) }),
  'matters.report': () => ({ body: { category: 'nothing-known', unit: '000000000000', text: '试一试' } }),
  'matters.report-for': ({ village }) => ({
    body: { ...place(village), category: 'nothing-known', channel: 'visit', text: '来访登记', consent: true },
  }),
  'matters.mine': () => ({}),
  'matters.list': ({ village }) => ({ query: { unit: village, q: '路灯' } }),
  'matters.inbox': () => ({ query: { box: 'overdue' } }),
  'matters.past': ({ id }) => ({ params: { id } }),
  'matters.matter': ({ id }) => ({ params: { id } }),
  'matters.public-list': ({ village }) => ({ query: { unit: village } }),
  'matters.duties': ({ village }) => ({ query: place(village) }),
  'matters.figures': ({ village }) => ({ query: { unit: village, from: '2026-11-01', to: '2026-11-30' } }),
  'matters.similar': ({ id }) => ({ params: { id } }),
  'matters.reporter': ({ id }) => ({ params: { id } }),
  'matters.receptions': ({ village }) => ({ query: { county: village.slice(0, 6) } }),
  'matters.announce': ({ village }) => ({
    body: {
      studio: `${village}.committee`,
      from: '2026-11-25T09:00:00+08:00',
      to: '2026-11-25T08:00:00+08:00',
      delegates: ['林○○'],
      capacity: 1,
    },
  }),
}
/** They end what the other calls need, take a file instead of JSON, or never end: tried in tests of their own modules. */
const apart = [
  'deliberation.live',
  'identity.sign-out',
  'files.keep',
  'files.keep-document',
  'documents.check',
  'notices.stream',
]

const plain = (): EndpointSpec[] => {
  const acts = new Set(h.acts.map(({ endpoint }) => endpoint))
  return routesOf(h.house.modules)
    .map(({ endpoint }) => endpoint)
    .filter((endpoint) => !acts.has(endpoint) && !apart.includes(endpoint.id))
}

test('every endpoint is tried: one that is new gets its line', () => {
  expect(
    plain()
      .map(({ id }) => id)
      .filter((id) => !(id in inputs)),
  ).toEqual([])
})

/** Whether the door of an endpoint is open to somebody; what they see behind it, the access tables say. */
const opens = ({ door, scope }: EndpointSpec, { scopes: keyed, cookie, kind }: Person): boolean =>
  keyed
    ? door === 'anyone' || scope !== undefined || door === 'key'
    : door === 'anyone' || door === 'demo' || (cookie !== '' && (door === 'signed-in' || door === kind))

test('no endpoint breaks, none opens to the wrong door, none shows what the access tables hide', async () => {
  const wrong: string[] = []
  const all = Object.values(targets).flat()
  for (const endpoint of plain()) {
    const makes = inputs[endpoint.id]
    const asked = new Set<string>()
    for (const target of targets.matter ?? []) {
      const input = makes?.(target) ?? {}
      // what asks nothing of a place is asked once
      if (asked.has(JSON.stringify(input))) continue
      asked.add(JSON.stringify(input))
      for (const person of people) {
        const reply = await send(endpoint, input, person.cookie)
        const status = reply.statusCode
        const say = (why: string) => wrong.push(`${endpoint.id} by ${person.name} for ${target.name}: ${status} ${why}`)
        if (status >= 500) say(reply.body)
        if (!opens(endpoint, person) && status !== (person.scopes ? 403 : person.cookie === '' ? 401 : 404)) say('door')
        if (status >= 300) continue
        const named = all.filter(({ id }) => reply.body.includes(id))
        for (const one of named) {
          if (endpoint.door === 'anyone') {
            if (one.name.startsWith('complaint')) say(`shows ${one.name}`)
          } else if (endpoint.id !== 'identity.sessions' && !(await maySee(person, one))) say(`shows ${one.name}`)
        }
        if (endpoint.door !== 'anyone' && endpoint.door !== 'demo') {
          const foreign = person.actor.county === deqing ? youxian : deqing
          const shown = reply.body.replaceAll(target.id, '')
          if (new RegExp(`"${foreign}\\d{6}`).test(shown)) say('shows another county')
        }
        for (const one of named)
          if (one.name.startsWith('complaint') && (person.kind === 'staff' || person.kind === 'key')) {
            const sealed = h.resident(one.village, 0).account ?? ''
            if (reply.body.includes(sealed)) say('names a sealed reporter')
          }
      }
    }
  }
  expect(wrong).toEqual([])
}, 180_000)

test('a key never sees what is sealed or lies beyond its reach, and sees the rest of its reach', async () => {
  const view = plain().find(({ id }) => id === 'connections.matter')
  if (!view) throw new Error('no view')
  for (const person of people.filter((one) => one.scopes))
    for (const target of targets.matter ?? []) {
      const reply = await send(view, { params: { id: target.id } }, person.cookie)
      expect(reply.statusCode, `${person.name} ${target.name}`).toBe((await maySee(person, target)) ? 200 : 404)
    }
})

test('whoever may not see a matter gets 404 for it, whoever may gets it', async () => {
  const view = plain().find(({ id }) => id === 'matters.matter')
  if (!view) throw new Error('no view')
  for (const target of targets.matter ?? []) {
    let seen = 0
    for (const person of people.filter(({ cookie, scopes: keyed }) => cookie !== '' && !keyed)) {
      const reply = await send(view, { params: { id: target.id } }, person.cookie)
      const may = await sees(person.actor, target.id)
      if (may) seen++
      expect(reply.statusCode, `${person.name} ${target.name}`).toBe(may ? 200 : 404)
    }
    expect(seen, target.name).toBeGreaterThan(2)
    expect(seen, target.name).toBeLessThan(people.length / 2)
  }
})

test('garbage in the place of every parameter is refused, never a fault', async () => {
  const wrong: string[] = []
  const senders = [
    people.find(({ name }) => name === `${jinlin}.service.village-clerk`),
    people.find(({ name }) => name.endsWith('county-admin')),
    people.find((one) => one.scopes),
  ].filter((one) => one !== undefined)
  expect(senders).toHaveLength(3)
  const junk = ["'; DROP TABLE x --", '9'.repeat(40), '%00', '', '../..', '中文', '-1', 'null']
  for (const endpoint of [...plain(), ...h.acts.map(({ endpoint: e }) => e).filter(({ path }) => path !== '')]) {
    const good = inputs[endpoint.id]?.({ village: jinlin, id: targets.matter?.[0]?.id ?? '' }) ?? {}
    for (const value of junk) {
      const names = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '')
      const params = Object.fromEntries(names.map((name) => [name, encodeURIComponent(value) || '-']))
      const query = Object.fromEntries(
        Object.keys({ ...good.query, before: '', after: '', q: '' }).map((name) => [name, value]),
      )
      const bodyOf = (good.body ?? forms) as Record<string, unknown>
      const body = Object.fromEntries(Object.keys(bodyOf).map((name) => [name, value]))
      // those whom its door keeps out have been tried above
      for (const { cookie } of senders.filter((one) => opens(endpoint, one))) {
        for (const input of [
          { params, query: good.query ?? {}, body: bodyOf },
          { params: good.params ?? params, query, body },
        ]) {
          const reply = await send(endpoint, input, cookie)
          if (reply.statusCode >= 500) wrong.push(`${endpoint.id} ${JSON.stringify(value)}: ${reply.body}`)
        }
      }
    }
  }
  expect(wrong).toEqual([])
}, 180_000)

test('behind the access tables row-level security shows each person their own stretch and party, and nobody nothing', async () => {
  const tables = [
    ['kernel.docket', 'unit_code', 'sealed_from', 'party'],
    ['kernel.journal', 'unit_code', 'sealed_from', 'party'],
    ['matters.matter', 'unit_code', 'about_org', 'party'],
    ['matters.child', 'unit_code', 'about_org', 'NULL::uuid'],
  ] as const
  for (const [table, unit, sealed, party] of tables) {
    const text = `SELECT ${unit} AS unit, ${sealed} AS sealed, ${party} AS party FROM ${table}`
    const everything = await h.rows<{ unit: string; sealed: string | null; party: string | null }>(text)
    expect(everything.length).toBeGreaterThan(0)
    const [none] = await h.env.db.batch(noScope, [{ text, values: [] }])
    expect(none).toEqual([])
    for (const { actor, name } of people) {
      const scope = scopeOf(actor)
      const [seen = []] = await h.env.db.batch(scope, [{ text, values: [] }])
      const expected = everything.filter(
        (row) =>
          (scopesOf(actor).some((prefix) => row.unit.startsWith(prefix)) &&
            (row.sealed === null || !scope.orgs.includes(row.sealed))) ||
          (row.party !== null && row.party === actor.account),
      )
      expect(seen.length, `${table} ${name}`).toBe(expected.length)
      const [changed = []] = await h.env.db.batch(scope, [
        { text: `UPDATE kernel.docket SET title = title WHERE county <> $1 RETURNING id`, values: [actor.county] },
      ])
      if (actor.county !== '') expect(changed, name).toEqual([])
    }
  }
})
