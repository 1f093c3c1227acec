import type { endpoints as identity } from '@gongzhi/identity/contract'
import type { endpoints as notices } from '@gongzhi/notices/contract'
import { type ApiOf, type CallReply, makeCall } from '../../../kernel/web/call.ts'
import { makeHooks } from '../../../kernel/web/query.ts'

type Api = ApiOf<typeof identity | typeof notices>

export const call = makeCall<Api>()
export const { useGet, useAct } = makeHooks(call)
export type Session = CallReply<Api['identity.session']>
