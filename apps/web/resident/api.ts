import type { endpoints as files } from '@gongzhi/files/contract'
import type { endpoints as identity } from '@gongzhi/identity/contract'
import type { endpoints as matters } from '@gongzhi/matters/contract'
import type { endpoints as notices } from '@gongzhi/notices/contract'
import type { endpoints as open311 } from '@gongzhi/open311/contract'
import type { endpoints as people } from '@gongzhi/people/contract'
import type { endpoints as territory } from '@gongzhi/territory/contract'
import { type ApiOf, type CallReply, makeCall } from '../../../kernel/web/call.ts'
import { makeHooks } from '../../../kernel/web/query.ts'

type Api = ApiOf<
  typeof files | typeof identity | typeof matters | typeof notices | typeof open311 | typeof people | typeof territory
>

/** What an endpoint answers with, by its id. */
export type ReplyOf<K extends keyof Api> = CallReply<Api[K]>
export type Matter = ReplyOf<'matters.matter'>
export type MatterRow = ReplyOf<'matters.mine'>['rows'][number]

export const call = makeCall<Api>()
export const { useGet, useMore, useAct, useDeliver } = makeHooks(call)
