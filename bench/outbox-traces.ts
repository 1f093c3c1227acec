import { castOf, jinlin, openTestHouse } from '../apps/server/testing-house.ts'
import { uuidv7 } from '../kernel/ids.ts'
import type { Photo } from '../kernel/web/outbox/engine.ts'
import { type Item, type NewItem, NOBODY } from '../kernel/web/outbox/item.ts'
import { type Device, openDevice } from './outbox-device.ts'
import { openServer } from './outbox-server.ts'
import { randomFrom } from './random.ts'

/*
 * Traces left to chance: a phone on which somebody reports or handles matters while the network partitions, loses,
 * doubles and delays, the clock jumps, windows crash, sessions end and other people sign in. Afterwards the journal of
 * the real server is held against what the phone believes.
 */

const START = Date.parse('2026-11-16T09:00:00+08:00')
const chunk = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, n) => list.slice(n * size, (n + 1) * size))

export type Outcome = {
  readonly traces: number
  readonly items: number
  readonly done: number
  readonly refused: number
  readonly requests: number
  readonly lost: number
  readonly doubled: number
  readonly delayed: number
  readonly crashes: number
  /** Sentences about what should not have happened; empty when all is well. */
  readonly wrong: readonly string[]
}

type Told = { item: Item; taken: boolean }

/** Runs so many traces, each from its own number after `seed`; several at a time, as they would be in a county. */
export const runTraces = async (
  count: number,
  seed: number,
  photo: ArrayBuffer,
  say: (line: string) => void = () => undefined,
): Promise<Outcome> => {
  const h = await openTestHouse(new Date(START).toISOString())
  const c = castOf(h)
  const server = await openServer(h)
  const signed = {
    reporter: await server.signIn(c.reporter),
    neighbour: await server.signIn(c.neighbour),
    worker: await server.signIn(c.gridWorker),
  }
  const wrong: string[] = []
  const told: Told[] = []
  const total = { requests: 0, lost: 0, doubled: 0, delayed: 0, crashes: 0 }
  // acts that others made: setting the scene, and getting in before
  let others = 0

  const newId = (random: () => number, at: number) => {
    const bytes = Uint8Array.from({ length: 10 }, () => Math.floor(random() * 256))
    return uuidv7(Math.max(1, at), bytes)
  }

  const trace = async (n: number) => {
    const random = randomFrom(seed + n)
    const device = openDevice(server, random, START)
    const often = (share: number) => random() < share
    const field = often(0.6)
    const owner = field ? signed.worker : often(0.7) ? signed.reporter : undefined
    const other = field ? signed.reporter : signed.neighbour
    const account = owner?.account ?? NOBODY
    const make = (endpoint: string, subject: string, body: object): NewItem => {
      const madeAt = device.now()
      return {
        ...{ id: newId(random, madeAt), account, subject, endpoint, madeAt, title: `${n}` },
        body: body as NewItem['body'],
        ...(endpoint === 'matters.report' ? {} : { params: { id: subject } }),
      }
    }
    const plan: [NewItem, Photo[]][] = []
    const added: NewItem[] = []
    const pictures = (share: number): Photo[] =>
      often(share) ? [{ id: newId(random, START), type: 'image/jpeg', bytes: photo }] : []
    let conflict: (() => Promise<unknown>) | undefined
    if (field) {
      const { id } = await h.report(c.reporter)
      await h.does(c.clerk, 'accept', id)
      await h.does(c.clerk, 'dispatch', id, { org: `${jinlin}.grid` })
      others += 3
      plan.push([make('matters.take', id, {}), []])
      for (let k = Math.floor(random() * 3); k > 0; k--)
        plan.push([make('matters.note', id, { text: `第${k}次到场` }), pictures(0.2)])
      plan.push([make('matters.conclude', id, { outcome: 'resolved', text: '修好了。' }), pictures(0.3)])
      if (often(0.2))
        conflict = async () => {
          if ((await h.does(c.otherGridWorker, 'take', id)).status === 201) others++
        }
    } else
      for (let k = 1 + Math.floor(random() * 3); k > 0; k--) {
        const id = newId(random, device.now())
        const said = { id, category: 'lighting', unit: jinlin, text: `第${n}个人说的第${k}件事` }
        plan.push([make('matters.report', id, said), pictures(0.3)])
        if (owner && often(0.3)) plan.push([make('matters.withdraw', id, {}), []])
      }

    device.sign(owner)
    const awayAt = often(0.4) ? Math.floor(random() * 6) : -1
    for (let step = 0; plan.length > 0 || step < 8; step++) {
      const [next] = often(0.5) ? plan.splice(0, 1) : []
      if (next) added.push(await device.add(...next))
      if (step === awayAt) device.sign(often(0.5) ? other : undefined)
      if (step === awayAt + 2) device.sign(owner)
      if (conflict && often(0.3)) {
        await conflict()
        conflict = undefined
      }
      await device.happen()
    }
    device.sign(owner)
    await comeHome(device, n)
    const settled = new Set(told.filter(({ item }) => item.title === `${n}`).map(({ item }) => item.id))
    for (const { id, endpoint } of added) if (!settled.has(id)) wrong.push(`trace ${n}: ${endpoint} was forgotten`)
    for (const name of Object.keys(total) as (keyof typeof total)[]) total[name] += device.counted[name]
  }

  /** Home at last; what was refused is taken back, one after the other, until all is settled. */
  const comeHome = async (device: Device, n: number) => {
    for (let round = 0; round < 6; round++) {
      await device.comeHome()
      const items = await device.store.list()
      const refused = items.find(({ state }) => state === 'refused')
      if (!refused) {
        for (const item of items) {
          told.push({ item, taken: false })
          if (item.state !== 'done') wrong.push(`trace ${n}: ${item.endpoint} is still ${item.state}`)
        }
        return
      }
      if (refused.refusal?.status !== 409) wrong.push(`trace ${n}: ${JSON.stringify(refused.refusal)}`)
      told.push({ item: refused, taken: true })
      await device.takeBack(refused.id)
    }
    wrong.push(`trace ${n}: never settled`)
  }

  const [before] = await h.rows<{ n: string }>(`SELECT count(*) AS n FROM kernel.journal WHERE actor_kind <> 'system'`)
  let next = 0
  const work = async () => {
    for (let n = next++; n < count; n = next++) {
      await trace(n)
      if (n % 1000 === 999) say(`${n + 1} traces`)
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(16, count) }, work))

    type Entry = { key: string; subject: string; seq: number; actor: string | null; made_at: Date; at: Date }
    const journal = new Map<string, Entry>()
    for (const keys of chunk(told, 5000))
      for (const entry of await h.rows<Entry>(
        'SELECT key, subject, seq, actor, made_at, at FROM kernel.journal WHERE key = ANY($1)',
        [keys.map(({ item }) => item.key)],
      ))
        journal.set(entry.key, entry)
    const last = new Map<string, number>()
    for (const { item, taken } of told) {
      const entry = journal.get(item.key)
      const what = `trace ${item.title}: ${item.endpoint}`
      if (taken && entry) wrong.push(`${what} was shown as refused and arrived`)
      if (taken) continue
      if (!entry) wrong.push(`${what} is lost`)
      if (!entry) continue
      if (entry.actor !== (item.account === NOBODY ? null : item.account)) wrong.push(`${what} went out as another`)
      if (entry.seq <= (last.get(item.subject) ?? 0)) wrong.push(`${what} is out of order`)
      if (entry.made_at > entry.at) wrong.push(`${what} was made after it arrived`)
      last.set(item.subject, entry.seq)
    }
    const done = told.filter(({ taken }) => !taken)
    const [after] = await h.rows<{ n: string }>(`SELECT count(*) AS n FROM kernel.journal WHERE actor_kind <> 'system'`)
    const grown = Number(after?.n) - Number(before?.n)
    const expected = done.length + others
    if (grown !== expected) wrong.push(`the journal grew by ${grown}, expected ${expected}`)
    // one picture serves all: it hangs on a matter once, however often it was taken there
    const pictured = new Set(done.flatMap(({ item }) => (item.photos.length > 0 ? [item.subject] : []))).size
    const [attached] = await h.rows<{ n: string }>('SELECT count(*) AS n FROM files.attached')
    if (Number(attached?.n) !== pictured) wrong.push(`${pictured} matters have photos, ${attached?.n} on the server`)
    if ((await h.broken()).length > 0) wrong.push('a chain of the journal is broken')
    return {
      traces: count,
      items: told.length,
      done: done.length,
      refused: told.length - done.length,
      ...total,
      wrong,
    }
  } finally {
    await server.close()
    await h.close()
  }
}
