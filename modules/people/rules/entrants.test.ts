import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Entrant, eighteenOn, entrants, plainName, relationOf } from './entrants.ts'

const some = fc.record<Entrant>({
  name: fc.constantFrom('陈伟', '林秀', '何满'),
  household: fc.option(fc.constantFrom('1', '2')),
  phone: fc.option(fc.constantFrom('p', 'q', 'r')),
})

test('whether two are one person does not depend on who is named first, and everybody is themselves', () => {
  fc.assert(
    fc.property(some, some, (a, b) => {
      expect(relationOf(a, b)).toBe(relationOf(b, a))
      expect(relationOf(a, a)).toBe('same')
    }),
  )
})

test('a list that was taken in finds all of its own people there again', () => {
  fc.assert(
    fc.property(fc.array(some, { maxLength: 12 }), (list) => {
      const roll = entrants<Entrant>()
      const taken = list.filter((one) => {
        if (roll.find(one)) return false
        roll.put(one)
        return true
      })
      for (const one of taken) expect(roll.find(one)?.relation).toBe('same')
    }),
  )
})

test('one name in two households is two people; with nothing to tell them apart it is unclear, one phone is one person’s', () => {
  const roll = entrants<Entrant>([
    { name: '陈伟', household: '1', phone: 'p' },
    { name: '林秀', household: null, phone: null },
  ])
  const found = (name: string, household: string | null, phone: string | null) =>
    roll.find({ name, household, phone })?.relation
  expect(found('陈伟', '2', null)).toBeUndefined()
  expect(found('陈伟', null, 'q')).toBeUndefined()
  expect(found('陈伟', null, null)).toBe('unclear')
  expect(found('陈伟', '1', null)).toBe('same')
  expect(found('陈伟', '9', 'p')).toBe('same')
  expect(found('何满', '9', 'p')).toBe('phone-taken')
  expect(found('林秀', null, null)).toBe('same')
  expect(found('林秀', '3', null)).toBe('unclear')
})

test('spaces between the characters of a name are none of it, and eighteen comes with the birthday', () => {
  expect([plainName(' 陈　伟 '), plainName('阿依 · 古丽'), plainName('John Smith')]).toEqual([
    '陈伟',
    '阿依·古丽',
    'John Smith',
  ])
  expect(eighteenOn('2008-06-03') <= '2026-06-03').toBe(true)
  expect(eighteenOn('2008-06-04') <= '2026-06-03').toBe(false)
  expect(eighteenOn('2008-02-29') <= '2026-03-01').toBe(true)
})
