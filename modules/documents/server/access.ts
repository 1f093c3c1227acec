import type { AccessTable } from '@gongzhi/kernel/server/docket.ts'
import type { importing } from '../rules/index.ts'

const overseers = { roles: ['county-admin', 'supervisor'], reach: 'subtree' } as const

/** Who may read of an export: who made it, and those who administer or supervise the stretch. */
export const exportAccess: AccessTable = { see: [{ party: true }, overseers] }

/** A file belongs to whoever brought it: nobody else confirms it or takes it back. */
export const importAccess: AccessTable<keyof typeof importing.acts> = {
  see: [{ party: true }, overseers],
  confirm: [{ party: true }],
  discard: [{ party: true }],
  undo: [{ party: true }],
  lapse: [{ system: true }],
  finish: [{ system: true }],
  undone: [{ system: true }],
}
