import { media } from '@gongzhi/kernel/endpoint.ts'
import { notFound } from '@gongzhi/kernel/problem.ts'
import { prospects } from '@gongzhi/kernel/procedure.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Row } from '@gongzhi/kernel/server/db.ts'
import { capacityFor } from '@gongzhi/kernel/server/docket.ts'
import type { Context, Raw } from '@gongzhi/kernel/server/module.ts'
import { findDocket, readDocket } from '@gongzhi/kernel/server/store-act.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import type { endpoints } from '../contract.ts'
import words from '../locales/work/zh-CN.json' with { type: 'json' }
import { type ImportColumn, importing, type RowFault, type SheetPlan } from '../rules/index.ts'
import { importAccess } from './access.ts'
import { SEALED_FAULTS } from './check-file.ts'
import { type ImportKind, kindFor } from './import-kind.ts'
import { importSubject } from './import-subject.ts'
import { overseenBy } from './overseen.ts'
import { type ImportRow, listImports, loadImport, readImport } from './store-import.ts'
import { inWorkshop } from './workshop.ts'

const SIZE = 20
const SHOWN = 200

const described = ({ head, required, hint }: ImportColumn) => ({ head, required: required === true, hint })

const rowOf = (id: string, number: string, state: string, at: Date, i: ImportRow) => ({
  id,
  number,
  state,
  at: at.toISOString(),
  kind: i.kind,
  into: i.into,
  file: i.file,
  by: i.byShown,
  rows: i.rows,
  fresh: i.fresh,
  same: i.same,
  faulty: i.faulty,
  faults: i.faults,
  done: i.done,
  failed: i.failed,
})

/** What somebody may bring in: into one thing, or where nothing is said of any. */
const offered = async (kinds: readonly ImportKind[], env: Env, actor: Actor, into: string | undefined) => {
  if (into === undefined) {
    const open = kinds.filter((kind) => kind.may(actor) && !kind.into)
    return { into: null, kinds: open.map(({ id, columns }) => ({ id, columns: columns.map(described) })) }
  }
  for (const { id, may, into: goesInto } of kinds) {
    const goes = may(actor) ? await goesInto?.(env, actor, into) : undefined
    if (goes)
      return {
        into: { id: into, title: goes.title, href: goes.href },
        kinds: [{ id, columns: goes.columns.map(described) }],
      }
  }
  throw notFound()
}

/** Handles GET /imports. */
export const importsMade =
  (kinds: readonly ImportKind[]) =>
  async ({ env, actor, query }: Context<typeof endpoints.imports>) => {
    const [rows = []] = await env.db.batch(scopeOf(actor), [
      listImports(actor.county, actor.account ?? '', overseenBy(actor), query.into ?? null, query.before ?? null, SIZE),
    ])
    return {
      ...(await offered(kinds, env, actor, query.into)),
      rows: rows.map((r: Row) =>
        rowOf(r.id as string, r.number as string, r.state as string, r.opened_at as Date, readImport(r)),
      ),
      next: rows.length === SIZE ? (rows.at(-1)?.id as string) : null,
    }
  }

const findImport = async (env: Env, actor: Actor, id: string) => {
  const [dockets, rows] = await env.db.batch(scopeOf(actor), [
    findDocket(actor.county, id),
    loadImport(actor.county, id),
  ])
  const docket = dockets?.[0] && readDocket(dockets[0])
  const row = rows?.[0] && readImport(rows[0])
  if (!docket || !row || !capacityFor(importAccess.see, actor, docket, [])) throw notFound()
  return { docket, row }
}

/** What was wrong is people's words: for whoever brought the file, and only until it is written. */
const faultsOf = (crypto: Crypto, actor: Actor, row: ImportRow): RowFault[] =>
  row.faultsEnc === '' || row.account !== actor.account ? [] : JSON.parse(crypto.decrypt(SEALED_FAULTS, row.faultsEnc))

/** Handles GET /imports/:id. */
export const importView =
  (crypto: Crypto, kinds: readonly ImportKind[]) =>
  async ({ env, actor, params }: Context<typeof endpoints.import>) => {
    const { docket, row } = await findImport(env, actor, params.id)
    const moment = { row, docket, actor, capacity: { post: null }, now: env.now(), calendar: env.calendar, input: {} }
    const mine = row.account === actor.account
    return {
      ...rowOf(docket.id, docket.number, docket.state, new Date(docket.openedAt), row),
      list: faultsOf(crypto, actor, row).slice(0, SHOWN),
      slips: mine && row.done > 0 && kinds.some(({ id, slips }) => id === row.kind && slips !== undefined),
      prospects: mine
        ? prospects(importing, docket.state as 'checked', importSubject.facts(moment)).map(({ act, unmet }) => ({
            act,
            unmet,
          }))
        : [],
    }
  }

const said: Readonly<Record<string, string>> = words
const sheetOf = async (plan: SheetPlan, rows: readonly (readonly string[])[], name: string): Promise<Raw> => ({
  raw: await inWorkshop('sheet-out', [`${JSON.stringify(plan)}\n`, `${JSON.stringify(rows)}\n`]),
  type: media.sheet,
  name,
})

/** Handles GET /imports/:id/faults: all of them, to mend the file beside. */
export const importFaults =
  (crypto: Crypto) =>
  async ({ env, actor, params }: Context<typeof endpoints.importFaults>): Promise<Raw> => {
    const { docket, row } = await findImport(env, actor, params.id)
    const heads = [
      ['格', 14],
      ['列', 16],
      ['写的是', 30],
      ['哪里不对', 30],
      ['应该', 40],
    ] as const
    const plan: SheetPlan = {
      name: '要改的地方',
      notes: [],
      columns: heads.map(([head, width]) => ({ head, width, kind: 'text' })),
    }
    const rows = faultsOf(crypto, actor, row).map(({ cell, head, code, value, right }) => [
      cell,
      head,
      value,
      said[`documents.fault.${code}`] ?? code,
      right,
    ])
    return sheetOf(plan, rows, `要改的地方-${docket.number}.xlsx`)
  }

/** Of words that mean the same, the first. */
const firstWords = (choices: Readonly<Record<string, string>>): string[] => {
  const words = Object.entries(choices)
  return words.filter(([, meant], i) => words.findIndex((one) => one[1] === meant) === i).map(([word]) => word)
}

/** Handles GET /import-templates/:kind: the heads, with what belongs under each on a first sheet. */
export const importTemplate =
  (kinds: readonly ImportKind[]) =>
  async ({ env, actor, params, query }: Context<typeof endpoints.importTemplate>): Promise<Raw> => {
    const kind = await kindFor(kinds, env, actor, { ...params, ...query })
    const title = [kind.goes?.title, kind.title].filter(Boolean).join('-')
    const plan: SheetPlan = {
      name: kind.title,
      notes: [
        ['怎么填', '在第二张表里，一行写一件。带“必填”的列不能空，别的列可以空着；列的先后随意，多出来的列不看。'],
        ...kind.columns.map(({ head, required, hint, example }): [string, string] => [
          head,
          `${required ? '必填。' : ''}${hint}${example ? ` 例：${example}` : ''}`,
        ]),
      ],
      columns: kind.columns.map(({ head }) => ({ head, kind: 'text', width: Math.max(12, head.length * 2 + 4) })),
      choices: Object.fromEntries(
        kind.columns.flatMap(({ choices, kind: of }, i) => (of === 'choice' ? [[i, firstWords(choices ?? {})]] : [])),
      ),
    }
    return sheetOf(plan, [], `${title}-模板.xlsx`)
  }
