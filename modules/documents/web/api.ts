import { type ApiOf, type CallReply, makeCall } from '@gongzhi/kernel/web/call.ts'
import { makeHooks } from '@gongzhi/kernel/web/query.ts'
import type { endpoints } from '../contract.ts'

type Api = ApiOf<typeof endpoints>

const call = makeCall<Api>()
export const { useGet, useMore, useAct } = makeHooks(call)
export type Imported = CallReply<Api['documents.import']>
export type Kind = CallReply<Api['documents.imports']>['kinds'][number]
