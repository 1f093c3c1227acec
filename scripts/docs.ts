// `npm run docs`: prints docs/procedures/*.md from the procedures and access tables. `--check` fails when one is stale.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildHouse } from '../apps/server/modules.ts'
import { type Arrow, arrows, type Procedure } from '../kernel/procedure.ts'
import { openCrypto } from '../kernel/server/crypto.ts'
import type { AccessRule } from '../kernel/server/docket.ts'
import { openSecrets } from '../kernel/server/secrets.ts'
import type { Subject } from '../kernel/server/subject.ts'
import { exporting } from '../modules/documents/rules/export.ts'
import { exportAccess } from '../modules/documents/server/access.ts'
import { accountSubject } from '../modules/identity/server/account-subject.ts'
import { merging } from '../modules/territory/rules/merge.ts'
import { access as mergeAccess } from '../modules/territory/server/access.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const dir = join(root, 'docs', 'procedures')

/** A kind of subject as far as its printed page is concerned. */
export type Printed = {
  readonly module: string
  readonly kind: string
  readonly procedure: Procedure<string, unknown>
  readonly access: Readonly<Record<string, readonly AccessRule[] | undefined>>
}

/** Every kind of subject of the house; accounts, mergers of villages and exports are opened from inside their modules. */
export const listProcedures = (): Printed[] => {
  const crypto = openCrypto(openSecrets('', { GONGZHI_KEY: '00'.repeat(32) }))
  const { modules } = buildHouse({ crypto, dataDir: '', demo: false })
  const found = new Map<string, Printed>()
  for (const module of modules) {
    for (const act of module.acts ?? []) {
      const { kind, procedure, access } = act.subject as unknown as Subject<string, unknown, unknown>
      found.set(kind, { module: module.id, kind, procedure, access: access as Printed['access'] })
    }
  }
  found.set('account', {
    module: 'identity',
    kind: 'account',
    procedure: accountSubject.procedure as unknown as Procedure<string, unknown>,
    access: accountSubject.access as Printed['access'],
  })
  found.set('division-merge', {
    module: 'territory',
    kind: 'division-merge',
    procedure: merging as unknown as Procedure<string, unknown>,
    access: mergeAccess,
  })
  found.set('export', {
    module: 'documents',
    kind: 'export',
    procedure: exporting as unknown as Procedure<string, unknown>,
    access: exportAccess as Printed['access'],
  })
  return [...found.values()].sort((a, b) => (a.kind < b.kind ? -1 : 1))
}

type Words = Readonly<Record<string, string>>
const wordsOf = (module: string, locale: string): Words => {
  const file = join(root, 'modules', module, 'locales', `${locale}.json`)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

const inWords = (words: Words, module: string, kind: string, id: string): string =>
  words[`${module}.${kind}.${id}`]?.split('：')[0] ?? id

const who = (rules: readonly AccessRule[] | undefined): string =>
  (rules ?? [])
    .map((rule) => {
      if ('system' in rule) return 'the clock'
      if ('party' in rule) return 'whose it is'
      if ('anyone' in rule) return 'anybody signed in'
      return `${rule.roles === 'any' ? 'any post' : rule.roles.join(', ')} (${rule.reach})`
    })
    .join('; ')

const mermaidId = (state: string): string => state.replaceAll('-', '_')

const diagram = (
  table: Procedure<string, unknown>,
  all: readonly Arrow[],
  say: (state: string) => string,
): string[] => {
  const labels = new Map<string, string[]>()
  // what leaves the state as it is stands in the table alone
  for (const { from, act, to, when } of all.filter((arrow) => arrow.from !== arrow.to)) {
    const place = `${mermaidId(from)} --> ${mermaidId(to)}`
    labels.set(place, [...(labels.get(place) ?? []), when ? `${act} [${when}]` : act])
  }
  const states = [...new Set([table.initial, ...all.flatMap(({ from, to }) => [from, to])])]
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...states.map((state) => `  state "${say(state)} ${state}" as ${mermaidId(state)}`),
    `  [*] --> ${mermaidId(table.initial)} : ${table.opens}`,
    ...[...labels].map(([place, acts]) => `  ${place} : ${[...new Set(acts)].join(', ')}`),
    ...table.final.map((state) => `  ${mermaidId(state)} --> [*]`),
    '```',
  ]
}

/** The page of one procedure: diagram, acts, who may do them. */
export const printProcedure = ({ module, kind, procedure: table, access }: Printed): string => {
  const zh = wordsOf(module, 'zh-CN')
  const say = (state: string) => inWords(zh, module, 'state', state)
  const all = arrows(table)
  const rows = Object.entries(table.acts).map(([act, rule]) => {
    const ends = [
      ...new Set(
        all
          .filter((arrow) => arrow.act === act && arrow.from === rule.from[0])
          .map(({ to, when }) => (when ? `${to} [${when}]` : to)),
      ),
    ]
    const to = rule.to === '=' ? 'stays' : ends.join(', ')
    const requires = rule.requires.map(({ id, asked }) => (asked ? `${id}*` : id)).join(', ')
    return `| ${inWords(zh, module, 'act', act)} \`${act}\` | ${rule.from.join(', ')} | ${to} | ${requires} | ${who(access[act])} |`
  })
  return [
    '<!-- printed by `npm run docs` from the code; do not edit -->',
    `# ${table.id}`,
    '',
    `Module \`${module}\`, subject \`${kind}\`. Opened by \`${table.opens}\`. Final: ${table.final.join(', ')}.`,
    '',
    ...diagram(table, all, say),
    '',
    'Requirements marked * are stated in the form; the others must be true of the world. The reach of a post: `unit` for what',
    'its unit holds, `subtree` for everything in its stretch of the territory.',
    '',
    '| act | from | to | requires | who |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `Seen by: ${who(access.see)}.`,
    '',
  ].join('\n')
}

/** Writes the pages, or with `check` only tells which are stale. */
export const printAll = (check: boolean): string[] => {
  mkdirSync(dir, { recursive: true })
  const pages = new Map(listProcedures().map((printed) => [`${printed.kind}.md`, printProcedure(printed)]))
  const stale = [...pages].filter(([name, text]) => {
    const file = join(dir, name)
    return !existsSync(file) || readFileSync(file, 'utf8').replaceAll('\r\n', '\n') !== text
  })
  const left = readdirSync(dir).filter((name) => name.endsWith('.md') && !pages.has(name))
  if (!check) {
    for (const [name, text] of stale) writeFileSync(join(dir, name), text)
    for (const name of left) rmSync(join(dir, name))
  }
  return [...stale.map(([name]) => name), ...left]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const check = process.argv.includes('--check')
  const stale = printAll(check)
  if (stale.length > 0) process.stdout.write(`${check ? 'stale, run npm run docs' : 'printed'}: ${stale.join(', ')}\n`)
  process.exitCode = check && stale.length > 0 ? 1 : 0
}
