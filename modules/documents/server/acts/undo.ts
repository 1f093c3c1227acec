import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { importSubject } from '../import-subject.ts'

/** What was written is to be taken back. */
export const undo = act({
  subject: importSubject,
  act: 'undo',
  endpoint: endpoints.undo,
  change: ({ actor }) => ({ busy: true, posts: actor.posts }),
})
