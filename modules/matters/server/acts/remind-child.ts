import { act } from '@gongzhi/kernel/server/act.ts'
import { assistSubject, orderSubject, whistleSubject } from '../subject.ts'
import { noDoor } from '../system-endpoint.ts'

const change = () => ({ reminded: true })

/** Each child's own clock reminds once. */
export const remindChildren = [
  act({ subject: assistSubject, act: 'remind', endpoint: noDoor, change }),
  act({ subject: orderSubject, act: 'remind', endpoint: noDoor, change }),
  act({ subject: whistleSubject, act: 'remind', endpoint: noDoor, change }),
]
