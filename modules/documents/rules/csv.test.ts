import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowsOfCsv } from './csv.ts'

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`

test('whatever stands in quoted cells comes out of them, by whichever separator and end of line', () => {
  const cell = fc.string({ unit: fc.constantFrom(...'黄a1 ,;"\t\n\r'), maxLength: 6 })
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(rows, fc.constantFrom(',', '\t', ';'), fc.constantFrom('\n', '\r\n'), (table, by, end) => {
      const text = table.map((row) => row.map(quoted).join(by)).join(end)
      expect([...rowsOfCsv(text)]).toEqual(table)
    }),
  )
})

test('plain cells need no quotes, and empty lines keep their number', () => {
  expect([...rowsOfCsv('姓名,户号\r\n\r\n陈示例, 12\n"林""示例",\n')]).toEqual([
    ['姓名', '户号'],
    [''],
    ['陈示例', ' 12'],
    ['林"示例', ''],
  ])
})
