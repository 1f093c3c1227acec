import { lazy } from 'react'

export { CalendarSlip } from './calendar-slip.tsx'
export { PaperButtons, SaveButton } from './save-button.tsx'

/* Pages of the desk, each a chunk of its own. */
export const ImportsPage = /* @__PURE__ */ lazy(() => import('./imports-page.tsx'))
export const ImportPage = /* @__PURE__ */ lazy(() => import('./import-page.tsx'))
