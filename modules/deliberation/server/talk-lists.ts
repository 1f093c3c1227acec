import { type ListSource, listSource, type SheetColumn } from '@gongzhi/documents/server'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { notFound } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { Row, Statement } from '@gongzhi/kernel/server/db.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { findOrg, spokenPlace } from '@gongzhi/territory/server'
import * as z from 'zod'
import words from '../data/words.json' with { type: 'json' }
import { kindOf } from '../rules/bodies.ts'
import type { Counts } from '../rules/rows.ts'
import { kindName } from './body-name.ts'
import { isoOf, publicReach } from './reading.ts'
import { registerOfPromises, registerOfResolutions, registerOfTalks } from './store-register.ts'
import { runs } from './view-meeting.ts'

/* 台账 of the talks of a village or a stretch as spreadsheets (D07): what everybody may read there anyhow, taken out as one file. */

const SIZE = 200
const query = z.object({ unit: z.string().regex(/^\d{6}(\d{3}(\d{3})?)?$/) })
const said: Readonly<Record<string, { readonly zh: string }>> = words
const stateOf = (kind: string, row: Row): string => {
  const state = row.state as string
  return said[`${kind}.state.${state}`]?.zh ?? state
}
const text = (head: string, width?: number): SheetColumn => ({ head, kind: 'text', ...(width ? { width } : {}) })
const number = (head: string): SheetColumn => ({ head, kind: 'number' })
const placeOf = (row: Row): string => spokenPlace(row.unit_code as string)

type Asked = { readonly unit: string; readonly before: string | null; readonly size: number }
type Register = {
  readonly id: string
  readonly title: string
  readonly columns: readonly SheetColumn[]
  readonly page: (env: Env, county: string, asked: Asked) => Statement
  readonly cells: (row: Row) => readonly (string | number | null)[]
  /** What somebody may not read on the page is not in the file either. */
  readonly sees?: (actor: Actor, row: Row) => boolean
}

const registerList = ({ id, title, columns, page, cells, sees }: Register): ListSource =>
  listSource({
    id,
    query,
    open: async (env, actor, { unit }) => {
      const { county, scope } = publicReach(actor, unit)
      if (!unit.startsWith(county)) throw notFound()
      return {
        title,
        unit,
        notes: [],
        columns,
        pages: async function* () {
          for (let before: string | null = null; ; ) {
            const [rows = []]: Row[][] = await env.db.batch(scope, [page(env, county, { unit, before, size: SIZE })])
            yield JSON.stringify(rows.filter((row) => sees?.(actor, row) ?? true).map(cells))
            if (rows.length < SIZE) return
            before = rows.at(-1)?.id as string
          }
        },
      }
    },
  })

/** Which body sat. */
const meetingOf = (row: Row): string => kindName(kindOf(row.body as string))

/** 夜话台账: which village, when, who came, what came of it. */
const talks = registerList({
  id: 'talks',
  title: '夜话台账',
  columns: [
    text('编号', 14),
    text('地方', 20),
    text('谁开的会', 18),
    text('名称', 24),
    { head: '开会时间', kind: 'time' },
    text('地点', 24),
    text('状态', 20),
    number('应到'),
    number('实到'),
    number('议题数'),
    number('通过数'),
    number('销号数'),
  ],
  page: (_env, county, asked) => registerOfTalks(county, asked),
  sees: (actor, row) => row.state !== 'convened' || runs(actor, row.unit_code as string, row.body as string),
  cells: (row) => [
    row.number as string,
    placeOf(row),
    meetingOf(row),
    row.title as string,
    isoOf(row.starts_at),
    row.venue as string,
    stateOf('meeting', row),
    row.entitled as number | null,
    row.came as number | null,
    row.items as number,
    row.passed as number,
    row.struck as number,
  ],
})

/** 决议台账: what was resolved, by which vote, how far it is. */
const resolutions = registerList({
  id: 'resolutions',
  title: '决议台账',
  columns: [
    text('编号', 14),
    text('地方', 20),
    text('决议', 28),
    text('内容', 44),
    text('谁开的会', 18),
    text('哪次会', 14),
    { head: '开会时间', kind: 'time' },
    number('到会'),
    number('赞成'),
    number('反对'),
    number('弃权'),
    text('状态', 20),
    { head: '签署时间', kind: 'time' },
    number('任务数'),
    number('已销号'),
    number('已逾期'),
  ],
  page: (env, county, asked) => registerOfResolutions(county, isoDay(dayOf(env.now())), asked),
  cells: (row) => {
    const counts = row.counts as Counts | null
    return [
      row.number as string,
      placeOf(row),
      row.title as string,
      row.text as string,
      meetingOf(row),
      row.meeting_number as string,
      isoOf(row.starts_at),
      row.present as number,
      counts?.yes ?? null,
      counts?.no ?? null,
      counts?.abstain ?? null,
      stateOf('resolution', row),
      isoOf(row.signed_at),
      row.tasks as number,
      row.struck as number,
      row.late as number,
    ]
  },
})

/** 决议落实清单: what was promised, which office, until when, struck off when and by how many hands (D15). No persons (P7). */
const promises = registerList({
  id: 'promises',
  title: '决议落实清单',
  columns: [
    text('编号', 14),
    text('地方', 20),
    text('要办的事', 36),
    text('出自决议', 32),
    text('责任单位', 24),
    { head: '期限', kind: 'day' },
    text('状态', 16),
    text('办得怎样', 40),
    number('延期次数'),
    text('延期理由', 28),
    { head: '销号时间', kind: 'time' },
    number('同意人数'),
  ],
  page: (_env, county, asked) => registerOfPromises(county, asked),
  cells: (row) => [
    row.number as string,
    placeOf(row),
    row.text as string,
    `${row.resolution_number as string} ${row.resolution_title as string}`,
    findOrg(row.org as string)?.name ?? (row.org as string),
    row.until_on as string,
    stateOf('task', row),
    row.done as string | null,
    row.extended as number,
    row.extension as string | null,
    isoOf(row.struck_at),
    (row.hands as Counts | null)?.yes ?? null,
  ],
})

export const talkLists: readonly ListSource[] = [talks, resolutions, promises]
