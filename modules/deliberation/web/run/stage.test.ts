import { expect, test } from 'vitest'
import { stageOf } from './stage.ts'

const item = { current: false, turns: [], votes: [] as { passed: boolean | null }[] }
const at = { state: 'sitting', presentedAt: null as string | null, items: [item], promises: [{ state: 'claimed' }] }

test('the old promises stay on the table until a topic is begun', () => {
  expect(stageOf(at)).toBe('promises')
  expect(stageOf({ ...at, presentedAt: '2026-11-27T11:40:00Z' })).toBe('promises')
  expect(stageOf({ ...at, presentedAt: '2026-11-27T11:40:00Z', items: [{ ...item, current: true }] })).toBe('items')
})

test('with nothing left open the topics come as soon as the list was laid before the members', () => {
  const struck = { ...at, promises: [{ state: 'struck' }] }
  expect(stageOf(struck)).toBe('promises')
  expect(stageOf({ ...struck, presentedAt: '2026-11-27T11:40:00Z' })).toBe('items')
})

test('a topic put off after its speakers were heard does not bring the promises back', () => {
  const heard = { ...item, turns: [{}] }
  expect(stageOf({ ...at, presentedAt: '2026-11-27T11:40:00Z', items: [heard] })).toBe('items')
})

test('a talk that is signed or called off is at no step', () => {
  for (const state of ['signed', 'archived', 'cancelled']) expect(stageOf({ ...at, state })).toBeUndefined()
  expect(['convened', 'notified', 'ended', 'recorded'].map((state) => stageOf({ ...at, state }))).toEqual([
    'plan',
    'arrive',
    'minutes',
    'minutes',
  ])
})
