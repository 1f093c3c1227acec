import { setTimeout as sleep } from 'node:timers/promises'
import { newKey, saidIn } from './reports.ts'
import { openWire, requestOf, type Wire } from './wire.ts'

/* Somebody at a phone with a bad network: loses replies, tries again with the same key, asks twice. */

export type Receipt = {
  readonly id: string
  readonly number: string
  readonly state: string
  readonly seq: number
  readonly at: string
}
/** What was asked until it was acknowledged, and what was answered. */
export type Done = {
  readonly path: string
  readonly cookie: string
  readonly key: string
  readonly body: unknown
  readonly receipt: Receipt
}
export type People = {
  readonly reporter: string
  readonly unit: string
  readonly clerk: string
  readonly worker: string
  readonly org: string
}

/** Counted over a run, so that a quiet run does not pass for a hard one. */
export type Tally = { lost: number; failed: number; repeated: number }

/** The acts of a matter after its report: who, where, what. */
const steps = (people: People) =>
  [
    [people.clerk, 'acceptance', {}],
    [people.clerk, 'dispatch', { org: people.org }],
    [people.worker, 'taking', {}],
    [people.worker, 'notes', { text: '到现场看过了，明天带工具来。' }],
    [people.worker, 'conclusion', { outcome: 'resolved', text: '已经清理干净。' }],
    [people.clerk, 'answer', { text: '已经处理好，请您看看。' }],
    [people.clerk, 'visit', { outcome: 'reached' }],
    [people.reporter, 'rating', { satisfied: true }],
  ] as const

const sameReceipt = (a: Receipt, b: Receipt): boolean =>
  a.id === b.id && a.number === b.number && a.state === b.state && a.seq === b.seq && a.at === b.at

/** A client that gives up on no request: each is repeated with its key until it is acknowledged. Throws on any refusal. */
export const openClient = (port: number, address: () => string, random: () => number, tally: Tally) => {
  let wire: Wire | undefined
  const once = async (ask: Omit<Done, 'receipt'>, lose: boolean): Promise<Receipt | undefined> => {
    try {
      wire ??= await openWire(port)
      const reply = wire.ask(requestOf('POST', `/api${ask.path}`, { ...ask, address: address() }))
      if (lose) {
        const cut = wire
        reply.catch(() => undefined)
        await sleep(random() * 25)
        cut.close()
        wire = undefined
        tally.lost++
        return undefined
      }
      const { status, body } = await reply
      if (status === 201) return JSON.parse(body) as Receipt
      if (status < 500) throw Object.assign(new Error(`${ask.path}: ${status} ${body}`), { refused: true })
      tally.failed++
    } catch (error) {
      wire = undefined
      if (error instanceof Error && 'refused' in error) throw error
      tally.failed++
    }
    await sleep(20 + random() * 80)
    return undefined
  }
  const done = async (ask: Omit<Done, 'receipt'>): Promise<Done> => {
    for (;;) {
      const receipt = await once(ask, random() < 0.15)
      if (receipt) return { ...ask, receipt }
    }
  }
  return {
    /** Asks until acknowledged; now and then once more, which must answer the same receipt. */
    ask: async (ask: Omit<Done, 'receipt'>): Promise<Done> => {
      const first = await done(ask)
      if (random() < 0.1) {
        tally.repeated++
        const again = await done(ask)
        if (!sameReceipt(first.receipt, again.receipt))
          throw new Error(
            `${ask.path} answered ${JSON.stringify(first.receipt)}, then ${JSON.stringify(again.receipt)}`,
          )
      }
      return first
    },
    same: async (before: Done): Promise<boolean> => sameReceipt(before.receipt, (await done(before)).receipt),
    close: () => wire?.close(),
  }
}

/** Reports matters and brings each as far as time allows; hands over everything that was acknowledged. */
export const write = async (
  client: ReturnType<typeof openClient>,
  people: People,
  random: () => number,
  going: () => boolean,
): Promise<Done[]> => {
  const acknowledged: Done[] = []
  for (let n = 0; going(); n++) {
    const said = saidIn(people.unit, n)
    acknowledged.push(await client.ask({ path: '/matters', cookie: people.reporter, key: newKey(), body: said }))
    const far = Math.floor(random() * 9)
    for (const [cookie, path, body] of steps(people).slice(0, far)) {
      if (!going()) break
      acknowledged.push(await client.ask({ path: `/matters/${said.id}/${path}`, cookie, key: newKey(), body }))
    }
  }
  client.close()
  return acknowledged
}
