import type { Subject } from '@gongzhi/kernel/server/subject.ts'
import type { KeyFacts, KeyState } from '../rules/index.ts'
import { apiKey, keyEnd } from '../rules/index.ts'
import { keyAccess } from './access.ts'
import type { KeyRow } from './store-key.ts'
import { insertKey, loadKey, patchKey, readKey } from './store-key.ts'

/** A key as acts see it. */
export const keySubject: Subject<KeyState, KeyFacts, KeyRow, keyof typeof apiKey.acts> = {
  kind: 'api-key',
  series: 'K',
  procedure: apiKey,
  access: keyAccess,
  rule: 'connections/1',
  load: loadKey,
  read: readKey,
  insert: insertKey,
  patch: patchKey,
  facts: ({ input }) => ({ reason: typeof input.reason === 'string' && input.reason !== '' }),
  // nobody's turn; the clock ends it
  standing: (state, row) => ({
    holderOrg: null,
    holder: null,
    dueAt: null,
    alarm: state === 'valid' ? { at: keyEnd(row.expiresOn), act: 'expire-key' } : null,
    pausedFor: null,
    supervised: false,
  }),
  units: () => [],
}
