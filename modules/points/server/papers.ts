import { paper } from '@gongzhi/documents/rules'
import { type PaperSource, paperSource } from '@gongzhi/documents/server'
import { openName } from '@gongzhi/identity/server'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { notFound } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { capacityFor } from '@gongzhi/kernel/server/docket.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { findOrg } from '@gongzhi/territory/server'
import * as z from 'zod'
import { actList } from '../rules/index.ts'
import { exchangeAccess } from './access.ts'
import { letterOf, linesOf } from './store-find.ts'

/** 表扬信: what a member did this year, in the council's name; how many points that was is not said to anybody. */
const letter = (crypto: Crypto): PaperSource =>
  paperSource({
    id: 'points-letter',
    query: z.object({}),
    open: async (env: Env, actor: Actor, id: string) => {
      if (!/^[0-9a-f-]{36}$/.test(id)) throw notFound()
      const [[row] = []] = await env.db.batch(scopeOf(actor), [letterOf(actor.county, id)])
      if (row?.kind !== 'thanks') throw notFound()
      const [unitCode, account] = [row.unit_code as string, row.account as string | null]
      const at = { id, unitCode, holderOrg: null, holder: null, party: account, sealedFrom: null }
      if (!capacityFor(exchangeAccess.see ?? [], actor, at, [])) throw notFound()
      const [lines = []] = await env.db.batch(scopeOf(actor), [
        linesOf(actor.county, row.body as string, row.member as string, row.year as number),
      ])
      const name = findOrg(row.body as string)?.name ?? '群众议事会'
      const done = lines.filter(({ state }) => state === 'effective')
      return {
        name: `表扬信-${row.number}`,
        paper: paper({
          head: name,
          number: row.number as string,
          title: '表扬信',
          to: `${openName(crypto, row.name_enc as string)}同志`,
          blocks: [
            { kind: 'paragraph', text: `${row.year}年，您热心议事、积极建言，为大家的事出了力：` },
            {
              kind: 'table',
              columns: [
                { head: '哪天', share: 3 },
                { head: '做了什么', share: 4 },
                { head: '哪件事', share: 6 },
              ],
              rows: done.map((one) => [
                isoDay(dayOf((one.happened_at as Date).getTime())),
                actList.find(({ code }) => code === one.act)?.zh ?? '',
                one.reference as string,
              ]),
            },
            { kind: 'paragraph', text: '特此表扬，并致谢意。' },
          ],
          signed: name,
          on: isoDay(dayOf(env.now())),
          letter: true,
        }),
      }
    },
  })

/** What of the points can be printed as a paper. */
export const pointsPapers = (crypto: Crypto): readonly PaperSource[] => [letter(crypto)]
