import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { importSubject } from '../import-subject.ts'

/** The rows may be written, in the posts of whoever says so. */
export const confirm = act({
  subject: importSubject,
  act: 'confirm',
  endpoint: endpoints.confirm,
  change: ({ actor }) => ({ busy: true, posts: actor.posts }),
})
