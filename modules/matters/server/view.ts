import { type Attached, listAttached, readAttached, versionOf } from '@gongzhi/files/server'
import { queryCodeOf, shownOf } from '@gongzhi/identity/server'
import { workdaysLeft } from '@gongzhi/kernel/clock.ts'
import { notFound } from '@gongzhi/kernel/problem.ts'
import { type Procedure, prospects } from '@gongzhi/kernel/procedure.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import { capacityFor, type DocketRow } from '@gongzhi/kernel/server/docket.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { findDocket, readDocket } from '@gongzhi/kernel/server/store-act.ts'
import type { Env, Subject } from '@gongzhi/kernel/server/subject.ts'
import { findGrid, findOrg, findPlace } from '@gongzhi/territory/server'
import type { endpoints } from '../contract.ts'
import { stepOf } from '../rules/loop.ts'
import type { Child, Matter } from '../rules/matter.ts'
import { wholeDueAt } from '../rules/standing.ts'
import { loadMatter, readChild, readMatter } from './store.ts'
import { childrenOf, journalOf, mergedOf } from './store-view.ts'
import { assistSubject, matter, orderSubject, whistleSubject } from './subject.ts'

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())
const orgName = (id: string | null): string | null => (id === null ? null : (findOrg(id)?.name ?? id))
const place = (code: string) => ({ code, name: findPlace(code)?.short ?? code })

/** The acts this person may ever do here, each with what stands in its way. */
const prospectsFor = <R>(env: Env, subject: Subject<string, never, R>, row: R, docket: DocketRow, actor: Actor) => {
  const procedure = subject.procedure as unknown as Procedure<string, unknown>
  const holders = docket.holderOrg === null ? [] : [docket.holderOrg]
  // a unit that has had it sees why its next act must wait, not only whose turn it is
  const units = [...new Set([...holders, ...subject.units(row, docket)])]
  const may = (act: string) => capacityFor(subject.access[act] ?? [], actor, docket, units)
  const now = { row, docket, actor, now: env.now(), calendar: env.calendar, input: {} }
  return Object.keys(procedure.acts).flatMap((act) => {
    const capacity = may(act)
    if (!capacity) return []
    const found = prospects(procedure, docket.state, subject.facts({ ...now, capacity } as never)).find(
      (p) => p.act === act,
    )
    if (!found) return []
    const turn = capacityFor(subject.access[act] ?? [], actor, docket, holders)
    const unmet = turn || found.unmet.includes('state') ? found.unmet : ['turn', ...found.unmet]
    return [{ act, unmet, asks: found.asks, from: [...found.from] }]
  })
}

const TEXTS = ['text', 'reason', 'proof'] as const
const HIDDEN = new Set([
  'text',
  'reason',
  'proof',
  'photos',
  'boxes',
  'attachments',
  'alarm',
  'exception',
  'assists',
  'handler',
])

/** One line of the timeline. The reporter reads what was done and why, not inner proof. */
const entryOf = (row: Row, actor: Actor, party: string | null, names: ReadonlyMap<string, string>) => {
  const data = row.data as Record<string, unknown>
  const who = row.actor as string | null
  const kind = row.actor_kind as string
  const mine = who !== null && who === actor.account
  const reporter = kind === 'resident' || kind === 'visitor' || (who !== null && who === party)
  const text = TEXTS.map((name) => data[name]).find((value) => typeof value === 'string')
  return {
    seq: row.seq as number,
    at: (row.at as Date).toISOString(),
    act: row.act as string,
    from: row.from_state as string | null,
    to: row.to_state as string,
    by: {
      kind: mine
        ? ('you' as const)
        : kind === 'system'
          ? ('system' as const)
          : reporter
            ? ('reporter' as const)
            : ('staff' as const),
      org: orgName(row.org as string | null),
      name: reporter || who === null ? null : (names.get(who) ?? null),
    },
    text: (text as string | undefined) ?? null,
    photos: Array.isArray(data.photos) ? (data.photos as string[]) : [],
    attachments: Array.isArray(data.attachments) ? (data.attachments as { id: string; name: string }[]) : [],
    facts: {
      ...Object.fromEntries(Object.entries(data).filter(([key]) => !HIDDEN.has(key))),
      ...(typeof data.org === 'string' ? { orgName: orgName(data.org) } : {}),
    },
  }
}

const CHILD_SUBJECTS = { assist: assistSubject, order: orderSubject, whistle: whistleSubject } as const

const childView = (env: Env, stored: Row, actor: Actor, files: readonly Attached[]) => {
  const docket = readDocket(stored)
  const row: Child = readChild({ ...stored, kind: stored.child_kind })
  const subject = CHILD_SUBJECTS[row.kind] as unknown as Subject<string, never, Child>
  const own = files.filter(({ subject }) => subject === docket.id)
  return {
    id: docket.id,
    kind: row.kind,
    number: docket.number,
    state: docket.state,
    org: orgName(row.org) ?? row.org,
    dueAt: iso(docket.dueAt),
    left:
      docket.dueAt === null || docket.closedAt !== null ? null : workdaysLeft(env.now(), docket.dueAt, env.calendar),
    text: row.text,
    reply: row.reply,
    photos: own.filter(({ kind }) => kind === 'photo').map(({ id }) => id),
    attachments: own.filter(({ kind }) => kind !== 'photo').map(({ id, kind, name }) => ({ id, name: name ?? kind })),
    prospects: prospectsFor(env, subject, row, docket, actor),
  }
}

/** Whether somebody may see a matter: by its access table, or because a part of the work (`children`) is their unit's. */
export const seenBy = (actor: Actor, docket: DocketRow, row: Matter, children: readonly Row[] = []): boolean =>
  children.some((child) => actor.posts.some((post) => post.org === child.org)) ||
  capacityFor(matter.access.see ?? [], actor, docket, matter.units(row, docket)) !== undefined

/** One matter, as far as the caller may see it; 404 when that is not at all. */
export const viewMatter =
  (crypto: Crypto) =>
  async ({ env, actor, params }: Context<typeof endpoints.matter>) => {
    const { county } = actor
    const [dockets, rows, journal = [], children = [], merged = [], attached = []] = await env.db.batch(
      scopeOf(actor),
      [
        findDocket(county, params.id),
        loadMatter(county, params.id),
        journalOf(county, params.id),
        childrenOf(county, params.id),
        mergedOf(county, params.id),
        listAttached(county, params.id),
      ],
    )
    const stored = dockets?.[0]
    const own = rows?.[0]
    if (!stored || !own) throw notFound()
    const docket = readDocket(stored)
    const m = readMatter(own)
    if (!seenBy(actor, docket, m, children)) throw notFound()
    const mine = m.party !== null && m.party === actor.account
    const files = attached.map(readAttached)
    const beside = children.filter(() => !mine || actor.kind === 'staff')
    const names = await shownOf(env, county, [
      ...journal.flatMap((entry) =>
        entry.actor === null || entry.actor_kind === 'resident' ? [] : [entry.actor as string],
      ),
      ...(m.handler === null ? [] : [m.handler]),
      ...(m.party === null || m.sealed || mine ? [] : [m.party]),
    ])
    const whole = wholeDueAt(m, env.calendar)
    // the reporter is not shown who looked at what inside; the looks stand in "my data"
    const shownActs = journal.filter(
      (entry) => !mine || !['look', 'look-photo', 'remind', 'order-closed', 'move'].includes(entry.act as string),
    )
    // the other matter is out of a reporter's reach: its number stands in the own journal
    const joining = journal.findLast((entry) => entry.act === 'merge')?.data as { number?: string } | undefined
    const up = merged.find((row) => row.up === true)?.number ?? joining?.number
    return {
      id: docket.id,
      kind: docket.kind,
      number: docket.number,
      title: docket.title,
      state: docket.state,
      category: docket.category,
      level: docket.level,
      unit: place(docket.unitCode),
      town: docket.unitCode.endsWith('000') ? null : place(`${docket.unitCode.slice(0, 9)}000`),
      holder: {
        org: orgName(docket.holderOrg),
        name: docket.holder === null ? null : (names.get(docket.holder) ?? null),
      },
      step: stepOf(docket.state),
      dueAt: iso(docket.dueAt),
      pausedFor: docket.pausedFor,
      supervised: docket.supervised,
      left:
        docket.dueAt === null || docket.closedAt !== null ? null : workdaysLeft(env.now(), docket.dueAt, env.calendar),
      joined: merged.length - (up ? 1 : 0),
      openedAt: iso(docket.openedAt) ?? '',
      closedAt: iso(docket.closedAt),
      parent: docket.parent,
      variant: m.variant,
      text: m.text,
      photos: [...m.photos],
      fields: m.fields,
      spot: m.spot,
      grid: m.grid === null ? null : { code: m.grid, name: (await findGrid(env, m.grid))?.name ?? m.grid },
      channel: m.channel as 'self',
      mine,
      limit:
        m.limit === null || m.limitFromAt === null
          ? null
          : { ...m.limit, from: iso(m.limitFromAt) ?? '', dueAt: iso(whole), basis: m.limitBasis ?? '' },
      timeline: shownActs.map((entry) => entryOf(entry, actor, m.party, names)),
      prospects: prospectsFor(env, matter as unknown as Subject<string, never, Matter>, m, docket, actor),
      outcome: m.outcome,
      outcomeText: m.outcomeText,
      answerText: m.answerText,
      satisfied: m.satisfied,
      round: m.round,
      returns: m.returns,
      visits: { tried: m.visitTries, done: m.visitedAt !== null },
      extension: {
        asked: m.extensionBy !== null && m.extensionGranted === null,
        days: m.extensionDays,
        granted: m.extensionGranted,
      },
      reporter: {
        shown: m.sealed || mine || m.party === null ? null : (names.get(m.party) ?? null),
        sealed: m.sealed,
        reachable: m.phoneEnc !== null || (m.party !== null && m.party !== docket.id),
      },
      first: { org: m.firstOrg, name: orgName(m.firstOrg) ?? m.firstOrg },
      lead: m.leadOrg === null ? null : { org: m.leadOrg, name: orgName(m.leadOrg) ?? m.leadOrg },
      mergedInto: up && m.mergedInto && docket.state === 'merged' ? { id: m.mergedInto, number: String(up) } : null,
      // whose else it is, a reporter need not know
      merged: mine
        ? []
        : merged
            .filter((row) => row.up !== true)
            .map((row) => ({ id: row.id as string, number: row.number as string, title: row.title as string })),
      children: beside.map((child) => childView(env, child, actor, files)),
      files: files
        .filter(({ subject }) => subject === docket.id || beside.some(({ id }) => id === subject))
        .map(({ id, kind, bytes, scan, boxes }) => ({
          id,
          kind,
          bytes,
          held: scan === 'waiting' || scan === 'found' ? scan : null,
          redacted: boxes !== null,
          version: boxes === null ? '' : versionOf(boxes),
          boxes: mine || boxes === null ? null : [...boxes],
        })),
      code: mine ? queryCodeOf(crypto, docket.id) : null,
    }
  }
