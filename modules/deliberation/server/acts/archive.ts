import { act } from '@gongzhi/kernel/server/act.ts'
import { meetingSubject } from '../meeting-subject.ts'
import { noDoor } from '../system-endpoint.ts'

/** Signed, and nobody has objected in time: the minutes rest (P16). */
export const archive = act({ subject: meetingSubject, act: 'archive', endpoint: noDoor })
