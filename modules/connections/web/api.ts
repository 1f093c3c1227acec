import type { endpoints as identity } from '@gongzhi/identity/contract'
import { type ApiOf, type CallReply, makeCall } from '@gongzhi/kernel/web/call.ts'
import { hasWords, type T } from '@gongzhi/kernel/web/i18n.ts'
import { makeHooks } from '@gongzhi/kernel/web/query.ts'
import type { endpoints as territory } from '@gongzhi/territory/contract'
import type { endpoints } from '../contract.ts'

type Api = ApiOf<typeof endpoints | typeof identity | typeof territory>

export const { useGet, useMore, useAct } = makeHooks(makeCall<Api>())
export type Key = CallReply<Api['connections.keys']>[number]
export type LinkLine = CallReply<Api['identity.preview-links']>['rows'][number]
export type Webhook = CallReply<Api['connections.webhooks']>[number]

export const unmetWords =
  (t: T) =>
  (id: string): string =>
    t(['connections.unmet', 'connections.requirement'].map((kind) => `${kind}.${id}`).find(hasWords) ?? id)
/** Words for what the server found wrong with a field. */
export const errorWords =
  (t: T) =>
  (code: string): string | undefined =>
    hasWords(`work.wrong.${code}`) ? t(`work.wrong.${code}`) : undefined
