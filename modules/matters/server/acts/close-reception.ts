import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { receptionSubject } from '../subject.ts'

/** The session is over. */
export const closeReception = act({
  subject: receptionSubject,
  act: 'close-reception',
  endpoint: endpoints.closeReception,
})
