import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { pastSubject } from '../past/past-subject.ts'

/** A matter of an old ledger that was brought in by mistake leaves the lists; its entry stays. */
export const retract = act({ subject: pastSubject, act: 'retract', endpoint: endpoints.retract })
