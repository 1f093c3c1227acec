import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { notFound } from '@gongzhi/kernel/problem.ts'
import { covers } from '@gongzhi/kernel/reach.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import { postsUnder } from '@gongzhi/people/server'
import { findOrg, spokenPlace } from '@gongzhi/territory/server'
import * as z from 'zod'
import { listSource } from './sources.ts'

const SIZE = 500

/** 岗位 of a stretch one works in: who holds each, masked (P7), and until when. */
export const postList = listSource({
  id: 'posts',
  query: z.object({ seat: z.string().regex(/^\d{12}$/) }),
  open: async (env, actor, { seat }) => {
    const unit = seat.replace(/(000){1,2}$/, '')
    if (!actor.posts.some(({ prefix }) => covers(prefix, unit))) throw notFound()
    return {
      title: '岗位清单',
      unit,
      notes: [['在岗日期', isoDay(dayOf(env.now()))]],
      columns: [
        { head: '地方', kind: 'text', width: 20 },
        { head: '单位', kind: 'text', width: 26 },
        { head: '岗位', kind: 'text', width: 22 },
        { head: '在岗人', kind: 'text' },
        { head: '任期到', kind: 'day' },
      ],
      pages: async function* () {
        for (let after = ''; ; ) {
          const [rows = []] = await env.db.batch(noScope, [
            postsUnder(actor.county, unit, after, isoDay(dayOf(env.now())), SIZE),
          ])
          yield JSON.stringify(
            rows.map((r) => [
              spokenPlace((r.prefix as string).padEnd(12, '0')),
              findOrg(r.org as string)?.name ?? r.org,
              r.title,
              r.shown ?? '空缺',
              r.until_on,
            ]),
          )
          if (rows.length < SIZE) return
          after = rows.at(-1)?.id as string
        }
      },
    }
  },
})
