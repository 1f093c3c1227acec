import { type Ask, makeDo, plainForm } from '@gongzhi/kernel/web/do.tsx'
import { type Endpoints, useAct } from './api.ts'
import { useWords } from './words.ts'

/** One act of the points: its button, what stands in its way, its form. */
export const Do = makeDo<Endpoints, Ask>({
  useSending: (endpoint) => useAct(endpoint as 'points.leave-points'),
  useSay: useWords,
  Form: plainForm(useWords),
})
