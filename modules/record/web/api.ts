import { type ApiOf, makeCall } from '@gongzhi/kernel/web/call.ts'
import { makeHooks } from '@gongzhi/kernel/web/query.ts'
import type { endpoints as record } from '../contract.ts'

type Api = ApiOf<typeof record>

export const call = makeCall<Api>()
export const { useGet } = makeHooks(call)
