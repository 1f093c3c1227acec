import { notFound } from '@gongzhi/kernel/problem.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { answersTo } from '@gongzhi/kernel/server/pinyin.ts'
import type { endpoints } from '../contract.ts'
import { openLines } from './resolve.ts'
import { lineOf, listOf, loadRoll, pageOf, readListed, readRoll } from './store.ts'
import { keepsAt, lineShown, publicScope } from './view.ts'

const PAGE = 50

/** A page of what was found, and the number after which the next begins. */
const paged = <L extends { readonly no: number }, S>(found: readonly L[], names: boolean, asLine: (line: L) => S) => {
  const lines = found.slice(0, PAGE)
  return { names, lines: lines.map(asLine), next: found.length > PAGE ? (lines.at(-1)?.no ?? null) : null }
}

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
    // names are sealed: whoever may read them looks through them here; a number, or what is masked, the table finds
    if (names && q && !/^\d+$/.test(q)) {
      const [rows = []] = await env.db.batch(scope, [listOf(county, id)])
      const found = openLines(crypto, rows).filter(({ no, name }) => no > after && answersTo(name, q))
      return paged(found, names, asLine)
    }
    const [rows = []] = await env.db.batch(scope, [pageOf(county, id, after, PAGE + 1, q || null)])
    return paged(rows.map(readListed), names, asLine)
  }
