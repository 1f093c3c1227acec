import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const house = join(import.meta.dirname, '../../..')
const wordsOf = (locale: string): Record<string, string> =>
  JSON.parse(readFileSync(join(import.meta.dirname, `locales/${locale}.json`), 'utf8'))
const [chinese, english] = [wordsOf('zh-CN'), wordsOf('en')]

// words that come with the pages of a module instead of with the face
const carried: Record<string, unknown> = Object.assign(
  {},
  ...globSync('modules/*/data/*words.json', { cwd: house }).map((file) =>
    JSON.parse(readFileSync(join(house, file), 'utf8')),
  ),
)

const source = ['modules/*/web/**/*.{ts,tsx}', 'apps/web/work/*.tsx', 'apps/web/pages/work/*.tsx']
  .flatMap((pattern) => globSync(pattern, { cwd: house }))
  .map((file) => readFileSync(join(house, file), 'utf8'))
  .join('\n')
const written = new Set([...source.matchAll(/'(work\.[\w.-]+)'/g)].map((found) => found[1] ?? ''))
// `work.box.${id}`: any key of that beginning may be said. `t(`${ask.words}.${value}`)`: a written key is a beginning too.
const begun = [...source.matchAll(/`(work\.[\w.-]*)\$\{/g)].map((found) => found[1] ?? '')

test('whatever the desk says has words', () => {
  const silent = [...written].filter((key) => !(key in chinese) && !(key in carried))
  expect(written.size).toBeGreaterThan(200)
  expect(silent.filter((key) => !Object.keys(chinese).some((one) => one.startsWith(`${key}.`)))).toEqual([])
})

test('every word of the desk is said somewhere', () => {
  const beginnings = [...begun, ...[...written].filter((key) => !(key in chinese)).map((key) => `${key}.`)]
  const said = (key: string) => written.has(key) || beginnings.some((one) => key.startsWith(one))
  expect(Object.keys(chinese).filter((key) => !said(key))).toEqual([])
})

test('both languages have words for the same keys, with the same blanks', () => {
  const blanks = (words: string) => [...new Set([...words.matchAll(/\{(\w+)/g)].map((found) => found[1]))].sort()
  expect(Object.keys(english).sort()).toEqual(Object.keys(chinese).sort())
  for (const [key, words] of Object.entries(chinese)) expect(blanks(english[key] ?? ''), key).toEqual(blanks(words))
})
