import { notFound } from '@gongzhi/kernel/problem.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import type { endpoints } from '../contract.ts'
import { openLines } from './resolve.ts'
import { lineOf, listOf, loadRoll, pageOf, readListed, readRoll } from './store.ts'
import { keepsAt, lineShown, publicScope } from './view.ts'

const PAGE = 50

/** Handles GET /voter-rolls/:id/lines: a page after a number, or whoever is meant by `q`. */
export const listLines =
  (crypto: Crypto) =>
  async ({ env, actor, params: { id }, query: { county: asked, q, after } }: Context<typeof endpoints.list>) => {
    const county = actor.county || asked || ''
    const scope = publicScope(actor, county)
    const [loaded = [], mine = []] = await env.db.batch(scope, [
      loadRoll(county, id),
      lineOf(county, id, actor.account),
    ])
    if (!loaded[0]) throw notFound()
    const keeps = keepsAt(actor, readRoll(loaded[0]).unitCode)
    const names = keeps || mine.length > 0
    const own = mine[0]?.no as number | undefined
    const asLine = (line: ReturnType<typeof readListed>) => ({
      ...lineShown({ names, crypto }, line),
      ...{ class: line.class, household: names ? line.household : null, mine: line.no === own },
    })
    if (q === undefined || q === '') {
      const [rows = []] = await env.db.batch(scope, [pageOf(county, id, after, PAGE + 1)])
      const lines = rows.slice(0, PAGE).map(readListed)
      return { names, lines: lines.map(asLine), next: rows.length > PAGE ? (lines.at(-1)?.no ?? null) : null }
    }
    // names are sealed: whoever may read them looks through them here; others find a number, or what is shown
    const [rows = []] = await env.db.batch(scope, [listOf(county, id)])
    const hit = ({ no, name, shown }: { no: number; name: string; shown: string }) =>
      String(no) === q || (names ? name.includes(q) : shown.startsWith(q))
    const found = (
      names
        ? openLines(crypto, rows)
        : rows
            .map(readListed)
            .filter(({ struck }) => !struck)
            .map((line) => ({ ...line, name: '' }))
    ).filter((line) => line.no > after && hit(line))
    const lines = found.slice(0, PAGE)
    return { names, lines: lines.map(asLine), next: found.length > PAGE ? (lines.at(-1)?.no ?? null) : null }
  }
