import { act } from '@gongzhi/kernel/server/act.ts'
import { endpoints } from '../../contract.ts'
import { above } from '../../rules/tier.ts'
import { matter } from '../subject.ts'

/** 上报: to the level above, one level at a time (C01); the first receiver stays answerable (首接负责). */
export const refer = act({
  subject: matter,
  act: 'refer',
  endpoint: endpoints.refer,
  change: ({ row }) => ({ tier: above(row.tier) }),
})
