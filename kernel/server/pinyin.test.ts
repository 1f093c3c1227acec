import { expect, test } from 'vitest'
import { answersTo } from './pinyin.ts'

test.each([
  ['金林村', '金林'],
  ['金林村', 'jl'],
  ['金林村', 'jlc'],
  ['金林村', 'jinlin'],
  ['金林村', 'jinlc'],
  ['金林村', 'JIN LIN'],
  ['官圩镇', 'gwz'],
  ['官圩镇', 'gxz'],
  ['长塘村', 'ct'],
  ['长塘村', 'zt'],
  ['吕世安', 'lv'],
  ['任何人', ''],
])('%s answers to “%s”', (name, typed) => {
  expect(answersTo(name, typed)).toBe(true)
})

test.each([
  ['金林村', 'lj'],
  ['金林村', 'jc'],
  ['金林村', 'j'],
  ['金林村', '林金'],
  ['金林村', 'jlx'],
  ['金林村', 'j%'],
])('%s does not answer to “%s”', (name, typed) => {
  expect(answersTo(name, typed)).toBe(false)
})
