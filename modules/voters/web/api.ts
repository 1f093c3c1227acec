import { type ApiOf, type CallReply, makeCall } from '@gongzhi/kernel/web/call.ts'
import { makeHooks } from '@gongzhi/kernel/web/query.ts'
import type { endpoints } from '../contract.ts'

type Api = ApiOf<typeof endpoints>

export const { useGet, useAct, useMore } = makeHooks(makeCall<Api>())
export type Endpoints = keyof Api & string
export type Found = CallReply<Api['voters.at']>
export type RollView = NonNullable<Found['roll']>
export type Objection = RollView['objections'][number]
export type Line = RollView['candidates'][number]
