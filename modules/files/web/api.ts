import { type ApiOf, makeCall } from '@gongzhi/kernel/web/call.ts'
import type { endpoints } from '../contract.ts'

export const call = makeCall<ApiOf<typeof endpoints>>()
