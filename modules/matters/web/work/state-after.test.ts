import { expect, test } from 'vitest'
import { stateAfter } from './state-after.ts'

test('what waits is read ahead along the procedure, and only as far as it can be told', () => {
  expect(stateAfter('assigned', ['take', 'note', 'conclude'])).toBe('concluded')
  // an act that does not start here changes nothing
  expect(stateAfter('reported', ['take'])).toBe('reported')
  // where a rating decides, the server has to be asked
  expect(stateAfter('answered', ['visit'])).toBe('answered')
  expect(stateAfter('assigned', ['unknown'])).toBe('assigned')
})
