import { type ApiOf, type CallReply, makeCall } from '@gongzhi/kernel/web/call.ts'
import { makeHooks } from '@gongzhi/kernel/web/query.ts'
import type { endpoints as law } from '../contract.ts'

type Api = ApiOf<typeof law>

export const { useGet, useAct } = makeHooks(makeCall<Api>())
export type LawReply = CallReply<Api['law.at']>
export type Names = LawReply['names']
export type OwnReply = CallReply<Api['law.local-rules']>
export type OwnRow = OwnReply['rows'][number]
