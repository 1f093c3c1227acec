import { act } from '@gongzhi/kernel/server/act.ts'
import { assistSubject } from '../subject.ts'
import { noDoor } from '../system-endpoint.ts'

/** The matter ended or was returned: its co-units owe nothing more. */
export const dropAssist = act({ subject: assistSubject, act: 'drop', endpoint: noDoor })
