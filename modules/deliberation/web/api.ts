import type { endpoints as files } from '@gongzhi/files/contract'
import type { endpoints as identity } from '@gongzhi/identity/contract'
import { type ApiOf, type CallReply, makeCall } from '@gongzhi/kernel/web/call.ts'
import { makeHooks } from '@gongzhi/kernel/web/query.ts'
import type { endpoints as people } from '@gongzhi/people/contract'
import type { endpoints as territory } from '@gongzhi/territory/contract'
import type { endpoints } from '../contract.ts'

type Api = ApiOf<typeof endpoints | typeof people | typeof territory | typeof identity | typeof files>

export const call = makeCall<Api>()
export const { useGet, useMore, useAct } = makeHooks(call)
export type MeetingView = CallReply<Api['deliberation.meeting']>
export type Item = MeetingView['items'][number]
export type VoteView = Item['votes'][number]
export type TopicRow = CallReply<Api['deliberation.topics']>['rows'][number]
export type TopicView = CallReply<Api['deliberation.topic']>
export type ResolutionRow = CallReply<Api['deliberation.resolutions']>['rows'][number]
export type TaskRow = CallReply<Api['deliberation.promises']>['rows'][number]
export type ResolutionView = CallReply<Api['deliberation.resolution']>
export type ElectionView = CallReply<Api['deliberation.election']>
export type RecallView = CallReply<Api['deliberation.recall']>
export type HeldRow = CallReply<Api['deliberation.inbox']>[number]
export type RollView = CallReply<Api['people.body']>
export type Endpoints = keyof Api & string
