import { type ApiOf, type CallReply, makeCall } from '@gongzhi/kernel/web/call.ts'
import { makeHooks } from '@gongzhi/kernel/web/query.ts'
import type { endpoints as territory } from '../contract.ts'

type Api = ApiOf<typeof territory>

export const { useGet, useAct } = makeHooks(makeCall<Api>())
export type Below = CallReply<Api['territory.places']>[number]
