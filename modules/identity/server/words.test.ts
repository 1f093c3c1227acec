import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { account, residentFields, staffFields, visitorFields } from '../rules/index.ts'

const words = (locale: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../locales/${locale}.json`, import.meta.url), 'utf8'))

test.each(['zh-CN', 'en'])('every state, act, requirement, field and reason has words in %s', (locale) => {
  const acts = Object.values(account.acts)
  const fields = [...residentFields, ...staffFields, ...visitorFields]
  const keys = [
    ...[...acts.flatMap((rule) => rule.from), ...account.final].map((state) => `identity.state.${state}`),
    ...[account.opens, ...Object.keys(account.acts)].map((act) => `identity.act.${act}`),
    ...acts.flatMap((rule) => rule.requires.map(({ id }) => `identity.requirement.${id}`)),
    ...fields.flatMap(({ field, why, basis, until }) => [`identity.field.${field}`, why, basis, until]),
  ]
  const known = words(locale)
  expect(keys.filter((key) => !known[key])).toEqual([])
  expect(Object.keys(known).sort()).toEqual(Object.keys(words('zh-CN')).sort())
})
