import { act } from '@gongzhi/kernel/server/act.ts'
import { importSubject } from '../import-subject.ts'
import { dropRows } from '../store-import.ts'
import { noDoor } from '../system-endpoint.ts'

/** Nobody confirmed within a day: people's words are not kept for nothing. */
export const lapse = act({
  subject: importSubject,
  act: 'lapse',
  endpoint: noDoor,
  change: () => ({ faultsEnc: '' }),
  also: ({ docket }) => [dropRows(docket.county, docket.id)],
})
