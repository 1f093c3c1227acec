import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { arrows } from '../kernel/procedure.ts'
import { channel, ground, level, outcome } from '../modules/matters/contract.ts'
import { listProcedures, printAll } from './docs.ts'

const wordsOf = (module: string, locale: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../modules/${module}/locales/${locale}.json`, import.meta.url), 'utf8'))

/** Matters say `unmet`, the other modules `requirement`. */
const unmetIn = (words: Record<string, string>, module: string): string =>
  Object.keys(words).some((key) => key.startsWith(`${module}.unmet.`)) ? 'unmet' : 'requirement'

const procedures = listProcedures()
const modules = [...new Set(procedures.map(({ module }) => module))]
const locales = ['zh-CN', 'en']

test.each(procedures.flatMap((printed) => locales.map((locale) => ({ ...printed, locale }))))(
  'every state, act and requirement of $kind has words in $locale',
  ({ module, procedure, locale }) => {
    const words = wordsOf(module, locale)
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
