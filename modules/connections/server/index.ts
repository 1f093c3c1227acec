import { fileURLToPath } from 'node:url'
import { everMay } from '@gongzhi/kernel/server/docket.ts'
import type { Module } from '@gongzhi/kernel/server/module.ts'
import { bind } from '@gongzhi/kernel/server/module.ts'
import { endpoints, messages } from '../contract.ts'
import { keyAccess, webhookAccess } from './access.ts'
import { deliverDue, forgetSent } from './deliver.ts'
import { disableWebhook } from './disable-webhook.ts'
import { enableWebhook } from './enable-webhook.ts'
import { matter, matters } from './exchange.ts'
import { expireKey } from './expire-key.ts'
import { giveUp } from './give-up.ts'
import { issueKey } from './issue-key.ts'
import { keys } from './list-keys.ts'
import { deliveries, webhooks } from './list-webhooks.ts'
import { removeWebhook } from './remove-webhook.ts'
import { resend } from './resend.ts'
import { revokeKey } from './revoke-key.ts'
import { rotatedSecret, rotateSecret } from './rotate-secret.ts'
import type { ConnectionsPorts } from './subscribe.ts'
import { subscribe } from './subscribe.ts'
import { loadTelling, tell } from './tell.ts'
import { tryWebhook } from './try-webhook.ts'

export { deliverDue } from './deliver.ts'
export { loadTelling } from './tell.ts'
export { actorOfKey, whoseKey } from './whose-key.ts'

const HOUR = 3_600_000

/** Other systems: their keys, what they may see and report with them, and what they are told. */
export const createConnections = (ports: ConnectionsPorts): Module => {
  const e = endpoints
  return {
    id: 'connections',
    migrations: fileURLToPath(new URL('../migrations', import.meta.url)),
    acts: [
      revokeKey,
      expireKey,
      tryWebhook,
      resend,
      rotateSecret(ports.crypto),
      disableWebhook,
      enableWebhook,
      removeWebhook,
      giveUp,
    ],
    routes: [
      bind(e.keys, keys),
      bind(e.issueKey, issueKey(ports.crypto)),
      bind(e.keySelf, async ({ actor, caller }) => ({
        county: actor.county,
        org: actor.posts[0]?.org ?? '',
        scopes: [...(caller.scopes ?? [])],
        prefix: actor.posts[0]?.prefix ?? '',
      })),
      bind(e.matters, matters),
      bind(e.matter, matter),
      bind(e.webhooks, webhooks),
      bind(e.subscribe, subscribe(ports)),
      bind(e.deliveries, deliveries),
      bind(e.rotateSecret, rotatedSecret(ports.crypto)),
    ],
    may: (actor) =>
      [...everMay(keyAccess, ['issue-key', 'revoke-key'], actor), ...everMay(webhookAccess, ['subscribe'], actor)].map(
        (act) => `connections.${act}`,
      ),
    messages,
    listeners: [tell],
    chores: [
      { id: 'connections.telling', everyMs: 5_000, everywhere: true, run: loadTelling },
      {
        id: 'connections.deliver',
        everyMs: 1_000,
        run: async (env) => {
          await deliverDue(env, ports)
        },
      },
      { id: 'connections.forget', everyMs: HOUR, run: forgetSent },
    ],
  }
}
