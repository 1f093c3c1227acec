import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { arrows } from '../kernel/procedure.ts'
import { channel, ground, level, outcome } from '../modules/matters/contract.ts'
import { listProcedures, printAll } from './docs.ts'
import { localesOf, readWords, traditional } from './words.ts'

const read = (path: string) => JSON.parse(readFileSync(new URL(`../modules/${path}`, import.meta.url), 'utf8'))

/** Words of a module's locales; those of one whose words come with its pages stand in its data, by kind where kinds differ. */
const wordsOf = (module: string, locale: string, kind = ''): Record<string, string> => {
  if (existsSync(new URL(`../modules/${module}/locales`, import.meta.url)))
    return read(`${module}/locales/${locale}.json`)
  const words = Object.entries(read(`${module}/data/words.json`) as Record<string, { zh: string; en: string }>)
  return Object.fromEntries(
    words.map(([key, { zh, en }]) => [`${module}.${key.replace(`${kind}.`, '')}`, locale === 'en' ? en : zh]),
  )
}

/** Matters say `unmet`, the other modules `requirement`. */
const unmetIn = (words: Record<string, string>, module: string): string =>
  Object.keys(words).some((key) => key.startsWith(`${module}.unmet.`)) ? 'unmet' : 'requirement'

const procedures = listProcedures()
const modules = [...new Set(procedures.map(({ module }) => module))]
const locales = ['zh-CN', 'en']

test.each(procedures.flatMap((printed) => locales.map((locale) => ({ ...printed, locale }))))(
  'every state, act and requirement of $kind has words in $locale',
  ({ module, kind, procedure, locale }) => {
    const words = wordsOf(module, locale, kind)
    const all = arrows(procedure)
    const keys = [
      ...[procedure.initial, ...procedure.final, ...all.flatMap(({ from, to }) => [from, to])].map(
        (id) => `state.${id}`,
      ),
      ...[procedure.opens, ...Object.keys(procedure.acts)].map((id) => `act.${id}`),
      ...Object.values(procedure.acts).flatMap((rule) =>
        rule.requires.map(({ id }) => `${unmetIn(words, module)}.${id}`),
      ),
    ]
    expect([...new Set(keys)].filter((key) => !words[`${module}.${key}`])).toEqual([])
  },
)

test.each(locales)('every ground, outcome, level and channel of a matter has words in %s', (locale) => {
  const words = wordsOf('matters', locale)
  const keys = Object.entries({ ground, outcome, level, channel }).flatMap(([kind, { options }]) =>
    options.map((id) => `matters.${kind}.${id}`),
  )
  expect(keys.filter((key) => !words[key])).toEqual([])
})

test.each(modules)('%s says the same things in every language', (module) => {
  expect(Object.keys(wordsOf(module, 'en')).sort()).toEqual(Object.keys(wordsOf(module, 'zh-CN')).sort())
})

test('the printed procedures are those of the code', () => {
  expect(printAll(true)).toEqual([])
})

const faces = ['resident', 'work']

test.each(faces)('%s says in traditional characters whatever it says in simplified ones', (face) => {
  const [simple, other] = [readWords(face, 'zh-CN'), readWords(face, 'zh-TW')]
  expect(Object.keys(simple).filter((key) => !other[key])).toEqual([])
  // 鄰里 and 批准 are written so in both; whatever else is left has been overlooked
  const blanks = (text = '') => [...text.matchAll(/\{\w+/g)].map(([blank]) => blank).sort()
  for (const [key, text] of Object.entries(simple)) {
    expect(
      [...(other[key] ?? '')].filter((one) => traditional(one) !== one && !'里准'.includes(one)),
      key,
    ).toEqual([])
    expect(blanks(other[key]), key).toEqual(blanks(text))
  }
})

test.each([
  ['村民委员会', '村民委員會'],
  ['议事程序', '議事程序'],
  ['文件里说的', '文件裡說的'],
  ['干部回访', '幹部回訪'],
  ['三天后', '三天後'],
])('%s is written %s', (simple, other) => {
  expect(traditional(simple)).toBe(other)
})

test.each(faces)('what the data says in two languages has traditional characters too on %s', (face) => {
  expect(readWords(face, 'zh-TW')['han:矛盾纠纷']).toBe('矛盾糾紛')
})

test('the languages offered are simplified, traditional, English', () => {
  for (const face of faces) expect(localesOf(face)).toEqual(['zh-CN', 'zh-TW', 'en'])
})
