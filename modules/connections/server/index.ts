import { fileURLToPath } from 'node:url'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { everMay } from '@gongzhi/kernel/server/docket.ts'
import type { Module } from '@gongzhi/kernel/server/module.ts'
import { bind } from '@gongzhi/kernel/server/module.ts'
import { endpoints } from '../contract.ts'
import { keyAccess } from './access.ts'
import { matter, matters } from './exchange.ts'
import { expireKey } from './expire-key.ts'
import { issueKey } from './issue-key.ts'
import { keys } from './list-keys.ts'
import { revokeKey } from './revoke-key.ts'

export { actorOfKey, whoseKey } from './whose-key.ts'

/** Other systems: their keys, and what they may see and report with them. */
export const createConnections = ({ crypto }: { readonly crypto: Crypto }): Module => ({
  id: 'connections',
  migrations: fileURLToPath(new URL('../migrations', import.meta.url)),
  acts: [revokeKey, expireKey],
  routes: [
    bind(endpoints.keys, keys),
    bind(endpoints.issueKey, issueKey(crypto)),
    bind(endpoints.keySelf, async ({ actor, caller }) => ({
      county: actor.county,
      org: actor.posts[0]?.org ?? '',
      scopes: [...(caller.scopes ?? [])],
      prefix: actor.posts[0]?.prefix ?? '',
    })),
    bind(endpoints.matters, matters),
    bind(endpoints.matter, matter),
  ],
  may: (actor) => everMay(keyAccess, ['issue-key', 'revoke-key'], actor).map((act) => `connections.${act}`),
})
