import { expect, test } from 'vitest'
import { arrows, perform, procedure, prospects, stay } from './procedure.ts'

type State = 'draft' | 'open' | 'won' | 'lost'
type Facts = { text: string; votes: number }
const written = { id: 'written', asked: true, met: (f: Facts) => f.text !== '' } as const
const backed = { id: 'backed', met: (f: Facts) => f.votes >= 2 } as const
const table = procedure<State, Facts>()({
  id: 'sample',
  opens: 'write',
  initial: 'draft',
  final: ['won', 'lost'],
  acts: {
    open: { from: ['draft'], to: 'open', requires: [written, backed] },
    note: { from: ['open'], to: stay, requires: [] },
    decide: { from: ['open'], to: [{ state: 'won', when: backed }, { state: 'lost' }], requires: [] },
  },
})

test('an act that lacks things is refused with everything that is missing', () => {
  expect(perform(table, 'draft', 'open', { text: '', votes: 0 })).toEqual({ done: false, unmet: ['written', 'backed'] })
  expect(perform(table, 'won', 'open', { text: '', votes: 2 })).toEqual({ done: false, unmet: ['state', 'written'] })
})

test('an act that may be done leads to the state its facts choose', () => {
  expect(perform(table, 'draft', 'open', { text: 'x', votes: 2 })).toEqual({ done: true, to: 'open' })
  expect(perform(table, 'open', 'decide', { text: 'x', votes: 2 })).toEqual({ done: true, to: 'won' })
  expect(perform(table, 'open', 'decide', { text: 'x', votes: 1 })).toEqual({ done: true, to: 'lost' })
  expect(perform(table, 'open', 'note', { text: '', votes: 0 })).toEqual({ done: true, to: 'open' })
})

test('prospects tell what stands in the way apart from what the form will ask', () => {
  expect(prospects(table, 'draft', { text: '', votes: 0 })).toContainEqual({
    act: 'open',
    unmet: ['backed'],
    asks: ['written'],
    from: ['draft'],
  })
})

test('arrows list every end of every act', () => {
  expect(arrows(table)).toEqual([
    { from: 'draft', act: 'open', to: 'open' },
    { from: 'open', act: 'note', to: 'open' },
    { from: 'open', act: 'decide', to: 'won', when: 'backed' },
    { from: 'open', act: 'decide', to: 'lost' },
  ])
})
