import { arrows, perform } from '@gongzhi/kernel/procedure.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concernOf, concerns } from './concerns.ts'
import { type TopicFacts, type TopicState, topic } from './topic.ts'

const facts: TopicFacts = {
  ground: null,
  text: true,
  article: false,
  reason: true,
  actorBrought: false,
  actorSupports: false,
  appealed: false,
  referred: false,
  goesElsewhere: true,
  goesToFit: true,
  grantsFit: true,
}

test('a topic is turned away on a coded ground with its words; law and covenant name their article (D11, I3)', () => {
  const refuse = (more: Partial<TopicFacts>) => perform(topic, 'proposed', 'refuse', { ...facts, ...more })
  expect(refuse({})).toEqual({ done: false, unmet: ['ground-coded', 'article-named'] })
  expect(refuse({ ground: 'law', text: false })).toEqual({ done: false, unmet: ['text-stated', 'article-named'] })
  expect(refuse({ ground: 'covenant', article: true })).toEqual({ done: true, to: 'refused' })
})

test('what was only not ready comes back and may be handed in again', () => {
  expect(perform(topic, 'proposed', 'refuse', { ...facts, ground: 'not-ready' })).toEqual({
    done: true,
    to: 'returned',
  })
  expect(perform(topic, 'returned', 'resubmit', facts)).toEqual({ done: true, to: 'proposed' })
  expect(perform(topic, 'returned', 'appeal', facts)).toMatchObject({ done: false })
})

test('a refusal may be appealed once', () => {
  expect(perform(topic, 'refused', 'appeal', facts)).toEqual({ done: true, to: 'appealed' })
  expect(perform(topic, 'refused', 'appeal', { ...facts, appealed: true })).toEqual({
    done: false,
    unmet: ['not-appealed-before'],
  })
})

test('the branch passes no mandate that does not say what is given and until when (X4)', () => {
  expect(perform(topic, 'proposed', 'admit', { ...facts, grantsFit: false })).toMatchObject({
    unmet: ['grants-stated'],
  })
})

test('nobody passes or refuses their own topic, and nobody supports it twice (I2)', () => {
  expect(perform(topic, 'proposed', 'admit', { ...facts, actorBrought: true })).toMatchObject({
    unmet: ['not-own-topic'],
  })
  expect(perform(topic, 'proposed', 'support', { ...facts, actorSupports: true })).toMatchObject({
    unmet: ['not-yet-supported'],
  })
})

test('no path leads to a talk past the pre-review or the town’s word', () => {
  const into = arrows(topic).filter(({ to, from }) => to === 'admitted' && from !== 'admitted')
  expect(into.map(({ act }) => act).sort()).toEqual(['admit', 'overturn', 'unschedule'])
})

test('whatever happens, a topic ends where its states say', () => {
  const acts = Object.keys(topic.acts) as (keyof typeof topic.acts)[]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...acts), { maxLength: 40 }), (tries) => {
      let state: TopicState = topic.initial
      for (const act of tries) {
        const outcome = perform(topic, state, act, {
          ...facts,
          ground: 'law',
          article: true,
          actorSupports: act === 'unsupport',
        })
        if (!outcome.done) continue
        expect(topic.final.includes(state)).toBe(false)
        state = outcome.to
      }
    }),
  )
})

test('every concern says whose decision it is, by which article and how sure that is (X1, X4)', () => {
  for (const { id, reserved, law, article, mark } of concerns) {
    expect([null, 'villagers', 'collective'], id).toContain(reserved)
    expect([law.length > 3, article.length > 2], id).toEqual([true, true])
    expect(['found', 'local', 'unverified'], id).toContain(mark)
  }
  expect(concernOf('collective-property').reserved).toBe('collective')
  expect(() => concernOf('anything')).toThrow(RangeError)
})
