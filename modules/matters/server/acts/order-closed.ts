import { act } from '@gongzhi/kernel/server/act.ts'
import { matter } from '../subject.ts'
import { noDoor } from '../system-endpoint.ts'

/** Its supervision order was struck off: the matter no longer shows as supervised. */
export const orderClosed = act({ subject: matter, act: 'order-closed', endpoint: noDoor })
