import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskName, maskPhone } from './mask.ts'

test('a name shows its surname and no more', () => {
  expect(maskName('黄金水')).toBe('黄○○')
  expect(maskName('王明')).toBe('王○')
  expect(maskName('欧阳秋禾')).toBe('欧阳○○')
  expect(maskName('司徒明')).toBe('司徒○')
  expect(maskName('John Smith')).toBe('J○○')
  expect(maskName('阿依·古丽')).toBe('阿○○')
  expect(maskName(' ')).toBe('○○')
})

test('no mask shows the last letter of a name, whatever the script', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...'黄金水欧阳司马明abcÄö·'), { minLength: 2, maxLength: 8 }), (letters) => {
      const masked = maskName(letters.join(''))
      expect(masked.endsWith('○')).toBe(true)
      expect([...masked].filter((letter) => letter !== '○').length).toBeLessThan(letters.length)
    }),
  )
})

test('a phone shows its first three and last four figures', () => {
  expect(maskPhone('13800000001')).toBe('138****0001')
})
