import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { importSubject } from '../import-subject.ts'
import { dropRows } from '../store-import.ts'

/** The file is thrown away before anything was written. */
export const discard = act({
  subject: importSubject,
  act: 'discard',
  endpoint: endpoints.discard,
  change: () => ({ faultsEnc: '' }),
  also: ({ docket }) => [dropRows(docket.county, docket.id)],
})
