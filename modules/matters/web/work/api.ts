import type { endpoints as files } from '@gongzhi/files/contract'
import type { endpoints as identity } from '@gongzhi/identity/contract'
import { type ApiOf, type CallReply, makeCall } from '@gongzhi/kernel/web/call.ts'
import { makeHooks } from '@gongzhi/kernel/web/query.ts'
import type { endpoints as territory } from '@gongzhi/territory/contract'
import type { endpoints as matters } from '../../contract.ts'

type Api = ApiOf<typeof matters | typeof files | typeof identity | typeof territory>

const call = makeCall<Api>()
export const { useGet, useMore, useAct, useDeliver, readAhead } = makeHooks(call)

export type Row = CallReply<Api['matters.list']>['rows'][number]
export type View = CallReply<Api['matters.matter']>
export type Child = View['children'][number]
export type Entry = View['timeline'][number]
export type Prospect = View['prospects'][number]
export type Near = CallReply<Api['matters.similar']>[number]
export type Duty = CallReply<Api['matters.duties']>[number]
export type Category = CallReply<Api['matters.categories']>[number]
export type Receipt = CallReply<Api['matters.report-for']>
export type Figures = CallReply<Api['matters.figures']>
export type Reception = CallReply<Api['matters.receptions']>[number]
