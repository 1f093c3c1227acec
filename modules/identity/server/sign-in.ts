import type { EndpointSpec } from '@gongzhi/kernel/endpoint.ts'
import { noScope } from '@gongzhi/kernel/server/db.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import type { SessionKind } from '../rules/index.ts'
import { deviceOf } from '../rules/index.ts'
import { describeSession } from './describe-session.ts'
import type { House } from './house.ts'
import { endSession } from './store-session.ts'
import { forgetKnown, openSession } from './who-is.ts'

/** Ends the session in hand. */
export const endOwn = async (
  house: House,
  { env, caller }: Pick<Context<EndpointSpec>, 'env' | 'caller'>,
): Promise<void> => {
  const { account, county, kind } = caller.actor
  if (caller.session === null || account === null || kind === 'system' || kind === 'key') return
  await env.db.batch(noScope, [endSession(county, account, kind, caller.session, new Date(env.now()))])
  forgetKnown(house, county, { account, session: caller.session })
}

/** Opens a session for somebody who has proved who they are, sets the cookie and says who is here now. */
export const admit = async (
  house: House,
  context: Pick<Context<EndpointSpec>, 'env' | 'caller' | 'setSession'> & { readonly agent?: string | undefined },
  who: {
    readonly county: string
    readonly account: string
    readonly kind: SessionKind
    readonly matter?: string
    readonly signOn?: boolean
  },
) => {
  const { env } = context
  // one browser, one person: a session left behind on a shared phone is not worth having
  await endOwn(house, context)
  const { token, known } = await openSession(env, house, { ...who, device: deviceOf(context.agent) })
  context.setSession(token)
  return describeSession(env, house, known)
}
