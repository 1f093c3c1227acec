import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { notFound } from '@gongzhi/kernel/problem.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Row, Scope } from '@gongzhi/kernel/server/db.ts'
import { capacityAt } from '@gongzhi/kernel/server/docket.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { answersTo } from '@gongzhi/kernel/server/pinyin.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { findPlace } from '@gongzhi/territory/server'
import type { endpoints } from '../contract.ts'
import { type ClassCount, missingClasses } from '../rules/roll.ts'
import { memberAccess } from './roll-subjects.ts'
import type { PeoplePorts } from './routes.ts'
import { countRoll, findBody, pageOfRoll, type RollPart, readBody, readMember, rollPlace } from './store-roll.ts'

/** Names opened at a time while one is looked for. */
const AT_ONCE = 500

type Asked = { readonly body: string; readonly q: string; readonly after: string | undefined; readonly limit: number }

/** A page and one more. Names are sealed: for those who keep the roll they are opened page by page and compared here. */
const pageOf = async (env: Env, scope: Scope, { body, q, after, limit }: Asked, part: RollPart, ports: PeoplePorts) => {
  const county = body.slice(0, 6)
  const read = async (from: string | undefined, most: number): Promise<Row[]> =>
    (await env.db.batch(scope, [pageOfRoll(county, body, part, from, most)]))[0] ?? []
  if (q === '' || part.on !== null) return read(after, limit + 1)
  const found: Row[] = []
  for (let from = after; ; ) {
    const rows = await read(from, AT_ONCE)
    found.push(...rows.filter((row) => answersTo(ports.openName(row.name_enc as string), q)))
    const last = rows.at(-1)
    if (!last || rows.length < AT_ONCE || found.length > limit) return found
    from = rollPlace(last)
  }
}

const stateOf = (gone: boolean, suspended: boolean) =>
  gone ? ('ended' as const) : suspended ? ('suspended' as const) : ('on-roll' as const)

/** Handles GET /bodies/:body: the roll as everybody may read it (masked), or as those who keep it do. */
export const viewBody =
  (ports: PeoplePorts) =>
  async ({ env, actor, params, query }: Context<typeof endpoints.body>) => {
    const county = params.body.slice(0, 6)
    const scope = { ...scopeOf(actor), scopes: [county] }
    const on = isoDay(dayOf(env.now()))
    const [found = [], counts = []] = await env.db.batch(scope, [
      findBody(county, params.body),
      countRoll(county, params.body, on),
    ])
    const stored = found[0]
    if (!stored) throw notFound()
    const known = readBody(stored)
    const keeps = actor.county === county && capacityAt(memberAccess.enter, actor, known.unitCode) !== undefined
    // P19: who is in a branch is for the branch
    if (known.kind === 'branch' && !keeps) throw notFound()
    const { q = '', after, limit } = query
    // suspended and gone ones are for those who keep the roll (P6)
    const part = keeps ? { on: null, shown: null } : { on, shown: q || null }
    const rows = await pageOf(env, scope, { body: params.body, q, after, limit }, part, ports)
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    const whole = counts.find((row) => row.whole)
    const byClass = counts.filter((row) => !row.whole).map((row) => row as unknown as ClassCount)
    return {
      id: stored.id as string,
      body: known.body,
      kind: known.kind,
      title: known.title,
      unit: { code: known.unitCode, name: findPlace(known.unitCode)?.short ?? known.unitCode },
      classes: [...known.classes],
      members: (whole?.members as number | undefined) ?? 0,
      households: (whole?.households as number | undefined) ?? 0,
      women: (whole?.women as number | undefined) ?? 0,
      byClass: byClass.map((one) => ({ class: one.class, members: one.members, women: one.women })),
      missing: missingClasses(byClass, known.classes),
      keeps,
      list: page.map((stands) => {
        const row = readMember(stands)
        return {
          member: stands.id as string,
          shown: row.shown,
          name: keeps ? ports.openName(row.nameEnc) : null,
          class: row.class,
          woman: row.woman,
          from: row.from,
          until: row.until,
          phone: row.account !== null,
          state: stateOf(row.endedOn !== null, row.suspended),
          reason: keeps ? row.reason : null,
        }
      }),
      next: rows.length > limit && last ? rollPlace(last) : null,
    }
  }
