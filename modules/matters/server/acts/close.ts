import { act } from '@gongzhi/kernel/server/act.ts'
import { matter } from '../subject.ts'
import { noDoor } from '../system-endpoint.ts'

/** Visited, and not rated within the time: closed without a rating. */
export const close = act({ subject: matter, act: 'close', endpoint: noDoor })
