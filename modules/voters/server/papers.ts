import { type Block, paper, paperDay } from '@gongzhi/documents/rules'
import { type PaperSource, paperSource } from '@gongzhi/documents/server'
import { openName } from '@gongzhi/identity/server'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { notFound } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { findDocket, readDocket } from '@gongzhi/kernel/server/store-act.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { citeOf } from '@gongzhi/law/rules'
import { findSeal } from '@gongzhi/record/server'
import { findPlace } from '@gongzhi/territory/server'
import * as z from 'zod'
import { rollLaw } from '../rules/index.ts'
import { lawOn } from './law-on.ts'
import { openLines } from './resolve.ts'
import { listOf, loadRoll, readRoll } from './store.ts'
import { membersNamed, standingProxies } from './store-change.ts'
import { keepsAt, publicScope } from './view.ts'

const day = (at: number): string => paperDay(isoDay(dayOf(at)))

const ABREAST = 3
/** Numbers, names and households, three people to a row: a village of a thousand hangs on ten pages. */
const columnsOf = (
  lines: readonly { readonly no: number; readonly name: string; readonly household: string | null }[],
): Block => {
  const rows = Array.from({ length: Math.ceil(lines.length / ABREAST) }, (_, n) =>
    lines.slice(n * ABREAST, (n + 1) * ABREAST),
  )
  return {
    kind: 'table',
    columns: Array.from({ length: ABREAST }).flatMap(() => [
      { head: '序号', share: 2, figure: true as const },
      { head: '姓名', share: 3 },
      { head: '户号', share: 2 },
    ]),
    rows: rows.map((row) =>
      Array.from({ length: ABREAST }, (_, n) => row[n]).flatMap((one) =>
        one ? [String(one.no), one.name, one.household ?? ''] : ['', '', ''],
      ),
    ),
  }
}

/** 公告 of the posted or settled roll, with every name: for the board of the village, printed by those who keep the roll (Art. 17, 18). */
const rollPaper = (crypto: Crypto): PaperSource =>
  paperSource({
    id: 'voter-roll',
    query: z.object({}),
    open: async (env: Env, actor: Actor, id: string) => {
      if (!/^[0-9a-f-]{36}$/.test(id)) throw notFound()
      const { county } = actor
      const scope = publicScope(actor, county)
      const [[stored] = [], [held] = [], rows = [], proxies = []] = await env.db.batch(scope, [
        loadRoll(county, id),
        findDocket(county, id),
        listOf(county, id),
        standingProxies(county, id),
      ])
      if (!stored || !held) throw notFound()
      const [row, docket] = [readRoll(stored), readDocket(held)]
      if (row.postedAt === null || row.objectUntil === null || !keepsAt(actor, row.unitCode)) throw notFound()
      const [members = []] = await env.db.batch(scope, [membersNamed(county, row.committee)])
      const lines = openLines(crypto, rows)
      const named = new Map(lines.map(({ no, name }) => [no, `${name}（${no}号）`]))
      const law = rollLaw(lawOn(row.unitCode, row.postedAt))
      const settled = row.settledAt !== null
      const seal = await findSeal(env, county, settled ? docket.number : `${docket.number}-P`)
      const village = findPlace(row.unitCode)?.short ?? ''
      const committee = row.committee.map((one) => {
        const found = members.find((member) => member.id === one)
        return found ? openName(crypto, found.name_enc as string) : ''
      })
      const said = settled
        ? `参加选举的村民名单已经确定，共 ${row.voters} 人，其中妇女 ${row.women} 人。`
        : `依照${citeOf(law.posted.source)}，现将登记参加选举的村民名单公布如下，共 ${row.voters} 人，其中妇女 ${row.women} 人。对名单有异议的，请在 ${paperDay(row.objectUntil)} 前（含当日）向村民选举委员会申诉；村民选举委员会自收到申诉之日起 ${law.decision.amount} 日内作出处理决定并公布结果。`
      return {
        name: `选举村民名单-${docket.number}`,
        paper: paper({
          head: `${village}村民选举委员会`,
          number: docket.number,
          title: settled ? '参加选举的村民名单（确定）' : '关于公布参加选举的村民名单的公告',
          blocks: [
            { kind: 'paragraph', text: `选举日：${paperDay(row.electionDay)}，应选 ${row.seats} 人。${said}` },
            {
              kind: 'paragraph',
              text: `村民选举委员会：${committee.map((name, n) => (n === 0 ? `主任 ${name}` : name)).join('、')}。`,
            },
            columnsOf(lines),
            ...(row.candidates.length > 0
              ? [
                  {
                    kind: 'paragraph' as const,
                    text: `正式候选人：${row.candidates.map((no) => named.get(no) ?? '').join('、')}。`,
                  },
                ]
              : []),
            ...(proxies.length > 0
              ? [
                  { kind: 'heading' as const, level: 1 as const, text: '委托投票' },
                  {
                    kind: 'table' as const,
                    columns: [
                      { head: '委托人', share: 1 },
                      { head: '受委托人', share: 1 },
                    ],
                    rows: proxies.map(({ principal, holder }) => [
                      named.get(principal as number) ?? '',
                      named.get(holder as number) ?? '',
                    ]),
                  },
                ]
              : []),
          ],
          signed: `${village}村民选举委员会`,
          on: isoDay(dayOf(row.settledAt ?? row.postedAt)),
          note: `公布日期 ${day(row.postedAt)}`,
          check: seal
            ? { path: `/verify/${seal.code}?county=${county}`, words: '扫码核对：这份名单已记入公开记录' }
            : { path: `/rolls/${row.unitCode}.voters`, words: '扫码看名单、提申诉' },
        }),
      }
    },
  })

/** What of a voter roll can be printed as a paper. */
export const voterPapers = (crypto: Crypto): readonly PaperSource[] => [rollPaper(crypto)]
