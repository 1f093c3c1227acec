import { invalid } from '@gongzhi/kernel/problem.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import type { endpoints } from '../contract.ts'
import { wrongAddress } from '../rules/index.ts'
import { webhookAccess } from './access.ts'
import { capacityOver, seatOf, secretOf, wrongTarget } from './target.ts'
import { startTelling } from './tell.ts'
import { webhookSubject } from './webhook-subject.ts'

/** What connections needs from outside. */
export type ConnectionsPorts = {
  readonly crypto: Crypto
  /** Hosts of the installation's own network that messages may go to without TLS and at private addresses. */
  readonly hosts: readonly string[]
}

/** A signing secret as Standard Webhooks writes it. */
export const signingSecret = (crypto: Crypto, id: string, key: string): string =>
  `whsec_${secretOf(crypto, 'webhook-secret', id, key).toString('base64')}`
export const sealSecret = (crypto: Crypto, secret: string): string => crypto.encrypt('connections.secret', secret)
export const openSecret = (crypto: Crypto, sealed: string): string => crypto.decrypt('connections.secret', sealed)

/** Subscribes another system; the same act again answers the same secret. */
export const subscribe =
  ({ crypto, hosts }: ConnectionsPorts) =>
  async ({ env, actor, body, key, madeAt }: Context<typeof endpoints.subscribe>) => {
    const { county } = actor
    const capacity = capacityOver(webhookAccess, 'subscribe', actor, body.prefix)
    const wrong = wrongTarget(county, body.org, body.prefix)
    const address = wrongAddress(URL.canParse(body.url) ? new URL(body.url) : undefined, hosts)
    if (address) wrong.push({ pointer: '/body/url', code: address })
    if (wrong.length > 0) throw invalid(wrong)
    const id = derivedId(county, actor.account ?? '', key, 'webhook')
    const secret = signingSecret(crypto, id, key)
    const receipt = await openSubject(
      env,
      {
        subject: webhookSubject,
        id,
        row: {
          ...body,
          url: new URL(body.url).href,
          events: [...new Set(body.events)],
          secretEnc: sealSecret(crypto, secret),
          oldSecretEnc: null,
          oldUntil: null,
          failingSince: null,
        },
        title: body.name,
        unitCode: seatOf(body.prefix),
        capacity,
        data: body,
      },
      { actor, key, madeAt },
    )
    startTelling()
    return { ...receipt, secret }
  }
