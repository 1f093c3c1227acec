import { type ApiOf, type CallReply, makeCall } from '@gongzhi/kernel/web/call.ts'
import { makeHooks } from '@gongzhi/kernel/web/query.ts'
import type { endpoints } from '../contract.ts'

type Api = ApiOf<typeof endpoints>

const call = makeCall<Api>()
export const { useGet, useMore, useAct } = makeHooks(call)

export type Row = CallReply<Api['notices.list']>['rows'][number]
export type Wish = CallReply<Api['notices.preference']>
export type Receipt = CallReply<Api['notices.receipts']>['rows'][number]
