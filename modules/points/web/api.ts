import { type ApiOf, type CallReply, makeCall } from '@gongzhi/kernel/web/call.ts'
import { makeHooks } from '@gongzhi/kernel/web/query.ts'
import type { endpoints } from '../contract.ts'

type Api = ApiOf<typeof endpoints>

export const { useGet, useAct } = makeHooks(makeCall<Api>())
export type Endpoints = keyof Api & string
export type Mine = CallReply<Api['points.mine']>[number]
export type Line = Mine['entries'][number] & { readonly shown?: string }
export type RuleView = CallReply<Api['points.rules']>['rules'][number]
export type ExchangeRow = Mine['exchanges'][number] & { readonly shown?: string }
export type Paper = CallReply<Api['points.work']>['onPaper'][number]
