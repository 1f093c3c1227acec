import { Readable } from 'node:stream'
import { sessionLimits } from '@gongzhi/identity/rules'
import { systemActor } from '@gongzhi/kernel/reach.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import { type Listening, listenTo } from '@gongzhi/kernel/server/listen.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { unreadOf } from './store.ts'
import { wake } from './store-message.ts'
import { holdersOf, liveSessions } from './store-stream.ts'
import { readWake, wakeTexts } from './wake.ts'

/** A process carries so many streams at most, and one person so many: whoever comes later polls. */
const MOST_STREAMS = 5_000
const MOST_EACH = 12
/** Quiet for so long, a stream says a beat: proxies cut what says nothing for a minute. */
const BEAT_MS = 20_000
/** A reader that takes nothing for so long is not there any more. */
const STALLED_MS = 60_000
/** A stream ends by itself after an hour, so that posts won or lost are looked at again; the browser comes back. */
const LIFE_MS = 3_600_000
/** Changes are gathered for so long before other processes are told. */
const GATHER_MS = 100

export type Subscriber = {
  readonly county: string
  readonly account: string
  readonly session: string
  readonly orgs: readonly string[]
  /** What it was told before it lost the line. */
  readonly last: string | undefined
}

type Stream = Subscriber & {
  readonly out: Readable
  /** Ready to take more; else what changes is remembered, and said once when it is. */
  ready: boolean
  due: Set<'unread' | 'inbox' | 'end'>
  unread: string
  said: string
  wroteAt: number
  stalledAt: number | null
  readonly endsAt: number
}

export type Hub = {
  /** A stream of events; undefined when there are too many. */
  readonly subscribe: (env: Env, who: Subscriber) => Readable | undefined
  /** Somebody's count has changed, or something moved: tells this process and the others, after the commit. */
  readonly changed: (
    env: Env,
    county: string,
    what: { account?: string; subject?: string; orgs?: readonly string[] },
  ) => void
  /** Beats, sessions that ended, readers that are gone. Every few seconds. */
  readonly sweep: (env: Env) => Promise<void>
  readonly count: () => number
  readonly close: () => Promise<void>
}

/** Adds to a list behind a key. */
const put = <K, V>(map: Map<K, Set<V>>, key: K, value: V): void => {
  const there = map.get(key)
  if (there) there.add(value)
  else map.set(key, new Set([value]))
}
const take = <K, V>(map: Map<K, Set<V>>, key: K, value: V): void => {
  const there = map.get(key)
  there?.delete(value)
  if (there?.size === 0) map.delete(key)
}

/** The streams of this process, and its one LISTEN connection, opened with the first stream. */
export const createHub = (databaseUrl: () => string | undefined): Hub => {
  const all = new Set<Stream>()
  const byAccount = new Map<string, Set<Stream>>()
  const byOrg = new Map<string, Set<Stream>>()
  let listening: Listening | undefined
  let closed = false

  const flush = (s: Stream): void => {
    while (s.ready && s.due.size > 0) {
      const [what] = s.due
      if (what === undefined) return
      s.due.delete(what)
      if (what === 'unread') {
        if (s.unread === s.said) continue
        s.said = s.unread
      }
      const data = what === 'unread' ? `{"unread":${s.unread.split('.')[0]}}` : '{}'
      write(s, `${what === 'unread' ? `id: ${s.unread}\n` : ''}event: ${what}\ndata: ${data}\n\n`)
      if (what === 'end') s.out.push(null)
    }
  }
  const write = (s: Stream, text: string): void => {
    s.wroteAt = Date.now()
    s.ready = s.out.push(text)
    s.stalledAt = s.ready ? null : (s.stalledAt ?? Date.now())
  }
  const say = (s: Stream, what: 'unread' | 'inbox' | 'end'): void => {
    s.due.add(what)
    flush(s)
  }
  const drop = (s: Stream): void => {
    if (!all.delete(s)) return
    take(byAccount, s.account, s)
    for (const org of s.orgs) take(byOrg, org, s)
  }

  // accounts whose counts are to be read: while one question is under way, the next gathers
  let waiting = new Map<string, Set<string>>()
  let counting = false
  const count = async (env: Env): Promise<void> => {
    if (counting) return
    counting = true
    try {
      while (waiting.size > 0 && !closed) {
        const now = waiting
        waiting = new Map()
        for (const [county, accounts] of now) {
          const list = [...accounts]
          for (let n = 0; n < list.length; n += 500) {
            const [rows = []] = await env.db.batch(noScope, [unreadOf(county, list.slice(n, n + 500))])
            for (const row of rows)
              for (const s of byAccount.get(row.account as string) ?? []) {
                s.unread = `${row.unread}.${row.newest ?? ''}`
                say(s, 'unread')
              }
          }
        }
      }
    } catch {
      // the database is away: whoever comes back, or the next change, asks again
    } finally {
      counting = false
    }
  }
  const look = (env: Env, streams: Iterable<Stream>): void => {
    for (const s of streams) put(waiting, s.county, s.account)
    void count(env)
  }

  const listen = (env: Env): void => {
    const url = databaseUrl()
    if (listening || url === undefined) return
    listening = listenTo(url, 'gongzhi_notices', {
      heard: (payload) => {
        const said = readWake(payload)
        if (!said) return
        look(
          env,
          said.accounts
            .flatMap((account) => [...(byAccount.get(account) ?? [])])
            .filter((s) => s.county === said.county),
        )
        for (const org of said.orgs) for (const s of byOrg.get(org) ?? []) say(s, 'inbox')
      },
      stands: () => {
        look(env, all)
        for (const s of all) if (s.orgs.length > 0) say(s, 'inbox')
      },
    })
  }

  // what changed in this process, told to all in one go
  const changes = new Map<string, { accounts: Set<string>; subjects: Set<string>; orgs: Set<string> }>()
  let gathering: NodeJS.Timeout | undefined
  const tell = async (env: Env): Promise<void> => {
    gathering = undefined
    const now = [...changes]
    changes.clear()
    for (const [county, { accounts, subjects, orgs }] of now) {
      const [holders = []] =
        subjects.size === 0 ? [] : await env.db.batch(scopeOf(systemActor(county)), [holdersOf(county, [...subjects])])
      const moved = [...orgs, ...holders.map((row) => row.org as string)]
      const texts = wakeTexts({ county, accounts: [...accounts], orgs: moved })
      if (texts.length > 0) await env.db.batch(noScope, texts.map(wake))
    }
  }

  return {
    subscribe: (env, who) => {
      if (closed || all.size >= MOST_STREAMS) return undefined
      const theirs = byAccount.get(who.account)
      // the oldest gives way: a tab that was forgotten, not the one just opened
      if (theirs && theirs.size >= MOST_EACH) for (const s of [...theirs].slice(0, 1)) say(s, 'end')
      listen(env)
      const out = new Readable({
        highWaterMark: 2_048,
        read: () => {
          s.ready = true
          s.stalledAt = null
          flush(s)
        },
      })
      const s: Stream = {
        ...who,
        out,
        ready: false,
        due: new Set(),
        unread: '',
        said: who.last ?? '',
        wroteAt: Date.now(),
        stalledAt: null,
        endsAt: Date.now() + LIFE_MS * (0.9 + Math.random() * 0.2),
      }
      all.add(s)
      put(byAccount, s.account, s)
      for (const org of s.orgs) put(byOrg, org, s)
      out.once('close', () => drop(s))
      // whoever lost the line comes back some seconds later, not all in the same one
      write(s, `retry: ${2_000 + Math.floor(Math.random() * 4_000)}\n\n`)
      look(env, [s])
      return out
    },
    changed: (env, county, what) => {
      const there = changes.get(county) ?? { accounts: new Set(), subjects: new Set(), orgs: new Set() }
      changes.set(county, there)
      if (what.account) there.accounts.add(what.account)
      if (what.subject) there.subjects.add(what.subject)
      for (const org of what.orgs ?? []) there.orgs.add(org)
      // a hint that is lost costs a count that is late, never a message
      gathering ??= setTimeout(() => void tell(env).catch(() => undefined), GATHER_MS)
    },
    sweep: async (env) => {
      const now = Date.now()
      for (const s of [...all]) {
        if (s.stalledAt !== null && now - s.stalledAt > STALLED_MS) s.out.destroy()
        else if (now > s.endsAt) s.out.push(null)
        else if (s.ready && now - s.wroteAt > BEAT_MS) write(s, ': beat\n\n')
      }
      for (const [county, streams] of Map.groupBy([...all], (s) => s.county)) {
        const [rows = []] = await env.db.batch(noScope, [
          liveSessions(county, [...new Set(streams.map((s) => s.session))], env.now(), {
            staff: sessionLimits.staff.idle,
            resident: sessionLimits.resident.idle,
          }),
        ])
        const live = new Set(rows.map((row) => row.id as string))
        for (const s of streams) if (!live.has(s.session)) say(s, 'end')
      }
    },
    count: () => all.size,
    close: async () => {
      closed = true
      clearTimeout(gathering)
      for (const s of [...all]) s.out.push(null)
      await listening?.close()
    },
  }
}
