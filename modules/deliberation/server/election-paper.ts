import { paper, paperDay } from '@gongzhi/documents/rules'
import { type PaperSource, paperSource } from '@gongzhi/documents/server'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { notFound } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { findOrg } from '@gongzhi/territory/server'
import * as z from 'zod'
import { verdictWords } from '../rules/minutes.ts'
import { electionOf } from './view-election.ts'

const uuid = /^[0-9a-f-]{36}$/
const BALLOTS = { count: '推选成员', 'run-off': '票数相同的再投', 'choose-chair': '推选理事长' }
const dayIn = (iso: string): string => paperDay(isoDay(dayOf(Date.parse(iso))))

/** 公示 (D08): who is elected, by which numbers, until when to object; names as their owners agreed. */
export const electionPaper = (crypto: Crypto): PaperSource =>
  paperSource({
    id: 'election-posting',
    query: z.object({}),
    open: async (env: Env, actor: Actor, id: string) => {
      if (!uuid.test(id)) throw notFound()
      // what hangs on the wall shows no more of a name than anybody may read
      const view = await electionOf(env, crypto, { ...actor, account: null, posts: [] }, id, actor.county)
      if (view.postedAt === null || view.postedUntil === null) throw notFound()
      const titles = new Map(view.seats.map((one) => [one.class, one.title]))
      const elected = view.nominees.filter((one) => one.elected)
      return {
        name: `推选公示-${view.number}`,
        paper: paper({
          head: findOrg(`${view.unit.code}.committee`)?.name ?? view.unit.name,
          number: view.number,
          title: `${view.title}结果公示`,
          blocks: [
            {
              kind: 'table',
              columns: [
                { head: '姓名', share: 4 },
                { head: '类别', share: 4 },
                { head: '职务', share: 3 },
              ],
              rows: elected.map((one) => [
                one.shown,
                titles.get(one.class) ?? one.class,
                one.chair ? '成员、理事长' : '成员',
              ]),
            },
            {
              kind: 'facts',
              rows: [
                ['任期', `${paperDay(view.from)}至${paperDay(view.until)}`],
                ...view.ballots.map((one): [string, string] => [
                  BALLOTS[one.kind],
                  `${verdictWords(one.quorum)}；发出 ${one.given} 张，收回 ${one.returned} 张，有效 ${one.valid} 张；${one.sums
                    .map((sum) => `${sum.shown} ${sum.votes} 票`)
                    .join('，')}`,
                ]),
                ...(view.chairRule ? [['理事长的产生', view.chairRule] as [string, string]] : []),
                ...(view.open.length > 0
                  ? [['空缺', view.open.map((one) => `${one.title} ${one.seats} 人`).join('、')] as [string, string]]
                  : []),
                ['公示期', `${dayIn(view.postedAt)}至${paperDay(view.postedUntil)}，有异议的向村民委员会提出`],
                ...(view.digest ? [['核对码', view.digest] as [string, string]] : []),
              ],
            },
          ],
          check: view.record
            ? {
                path: `/verify/${view.record.code}?county=${view.unit.code.slice(0, 6)}`,
                words: `扫码核对：公开记录第 ${view.record.no} 条，核验码 ${view.record.code}。`,
              }
            : { path: `/elections/${id}`, words: '扫码看推选经过和计票结果。' },
          signed: findOrg(`${view.unit.code}.committee`)?.name ?? view.unit.name,
          on: isoDay(dayOf(Date.parse(view.postedAt))),
        }),
      }
    },
  })
