import type { Subject } from '@gongzhi/kernel/server/subject.ts'
import { exporting } from '../rules/index.ts'
import { exportAccess } from './access.ts'
import { type ExportRow, insertExport, loadExport, readExport } from './store.ts'

/** A list that left the house, as the journal keeps it. */
export const exportSubject: Subject<'made', never, ExportRow, never> = {
  kind: 'export',
  series: 'E',
  procedure: exporting,
  access: exportAccess,
  rule: 'documents-1',
  load: loadExport,
  read: readExport,
  insert: insertExport,
  patch: () => undefined,
  facts: () => undefined as never,
  standing: () => ({ holderOrg: null, holder: null, dueAt: null, alarm: null, pausedFor: null, supervised: false }),
  units: () => [],
}
