import { type Ask, makeDo, plainForm } from '@gongzhi/kernel/web/do.tsx'
import { type Endpoints, useAct } from './api.ts'
import { useWords } from './words.ts'

/** One act on a roll: its button, what stands in its way, its form. */
export const Do = makeDo<Endpoints, Ask>({
  useSending: (endpoint) => useAct(endpoint as 'voters.annul-roll'),
  useSay: useWords,
  Form: plainForm(useWords),
})
