import type { endpoints as identity } from '@gongzhi/identity/contract'
import { type ApiOf, makeCall } from '@gongzhi/kernel/web/call.ts'
import { makeHooks } from '@gongzhi/kernel/web/query.ts'
import type { endpoints } from '../contract.ts'

export const { useGet, useAct } = makeHooks(makeCall<ApiOf<typeof endpoints | typeof identity>>())
