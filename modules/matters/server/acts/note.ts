import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { matter } from '../subject.ts'
import { withFiles } from '../with-files.ts'

/** 进展: what has been done so far; the reporter reads it. */
export const note = act({
  subject: matter,
  act: 'note',
  endpoint: endpoints.note,
  ...withFiles,
})
