import { act } from '@gongzhi/kernel/server/act.ts'
import { importSubject } from '../import-subject.ts'
import { noDoor } from '../system-endpoint.ts'

/** The last row is written: what was wrong in others is kept no longer. */
export const finish = act({
  subject: importSubject,
  act: 'finish',
  endpoint: noDoor,
  change: () => ({ busy: false, posts: null, faultsEnc: '' }),
  data: ({ row }) => ({ done: row.done, failed: row.failed }),
})
