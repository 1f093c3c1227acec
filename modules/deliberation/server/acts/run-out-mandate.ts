import { act } from '@gongzhi/kernel/server/act.ts'
import { mandateSubject } from '../mandate-subject.ts'
import { noDoor } from '../system-endpoint.ts'

/** The day after its last one the clock closes a mandate. */
export const runOutMandate = act({ subject: mandateSubject, act: 'run-out', endpoint: noDoor })
