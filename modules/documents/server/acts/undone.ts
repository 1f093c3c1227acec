import { act } from '@gongzhi/kernel/server/act.ts'
import { importSubject } from '../import-subject.ts'
import { noDoor } from '../system-endpoint.ts'

/** The last row is taken back. */
export const undone = act({
  subject: importSubject,
  act: 'undone',
  endpoint: noDoor,
  change: () => ({ busy: false, posts: null }),
})
