import { procedure } from '@gongzhi/kernel/procedure.ts'

/** A list taken out of the house: recorded in one act, complete from its first state on (P7). */
export const exporting = procedure<'made', never>()({
  id: 'documents.export',
  opens: 'export',
  initial: 'made',
  final: ['made'],
  acts: {},
})
