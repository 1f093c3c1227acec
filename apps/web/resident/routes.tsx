import { lazy } from 'react'
import HomePage from '../pages/resident/home-page.tsx'
import type { PageRoute } from '../start.tsx'

/** The pages of the resident's face. The home comes with the entry, one round trip less; the others stay lazy chunks. */
export const routes: readonly PageRoute[] = [
  { path: '/', page: HomePage },
  { path: '/place', page: lazy(() => import('../pages/resident/place-page.tsx')) },
  { path: '/report', page: lazy(() => import('../pages/resident/report-page.tsx')) },
  { path: '/suggest', page: lazy(() => import('../pages/resident/suggest-page.tsx')) },
  { path: '/receipt/:id', page: lazy(() => import('../pages/resident/receipt-page.tsx')) },
  { path: '/q/:code', page: lazy(() => import('../pages/resident/query-code-page.tsx')) },
  { path: '/outbox', page: lazy(() => import('../pages/resident/unsent-page.tsx')) },
  { path: '/mine', page: lazy(() => import('../pages/resident/mine-page.tsx')) },
  { path: '/m/:id', page: lazy(() => import('../pages/resident/matter-page.tsx')) },
  { path: '/village/:code', page: lazy(() => import('../pages/resident/village-page.tsx')) },
  { path: '/open-data', page: lazy(() => import('../pages/resident/open-data-page.tsx')) },
  { path: '/verify/:code?', page: lazy(() => import('../pages/resident/verify-page.tsx')) },
  { path: '/help', page: lazy(() => import('../pages/resident/help-page.tsx')) },
  { path: '/rules', page: lazy(() => import('../pages/resident/rules-page.tsx')) },
  { path: '/studios', page: lazy(() => import('../pages/resident/studios-page.tsx')) },
  { path: '/sign-in', page: lazy(() => import('../pages/resident/sign-in-page.tsx')) },
  { path: '/demo', page: lazy(() => import('../pages/resident/demo-page.tsx')) },
  { path: '/demo/outbox', page: lazy(() => import('../pages/resident/outbox-page.tsx')) },
  { path: '/my-data', page: lazy(() => import('../pages/resident/my-data-page.tsx')) },
  { path: '/talks/:unit?', page: lazy(() => import('../pages/resident/talks-page.tsx')) },
  { path: '/topics/new', page: lazy(() => import('../pages/resident/new-topic-page.tsx')) },
  { path: '/topics/:id', page: lazy(() => import('../pages/resident/topic-page.tsx')) },
  { path: '/meetings/:id', page: lazy(() => import('../pages/resident/meeting-page.tsx')) },
  { path: '/resolutions/:id', page: lazy(() => import('../pages/resident/resolution-page.tsx')) },
  { path: '/tasks/:id', page: lazy(() => import('../pages/resident/task-page.tsx')) },
  { path: '/elections/:id', page: lazy(() => import('../pages/resident/election-page.tsx')) },
  { path: '/recalls/:id', page: lazy(() => import('../pages/resident/recall-page.tsx')) },
  { path: '/points', page: lazy(() => import('../pages/resident/points-page.tsx')) },
  { path: '/rules-of-council/:body', page: lazy(() => import('../pages/resident/council-rule-page.tsx')) },
  { path: '/rolls/:body', page: lazy(() => import('../pages/resident/roll-page.tsx')) },
  { path: '/notices', page: lazy(() => import('../pages/resident/notices-page.tsx')) },
  { path: '/notices/settings', page: lazy(() => import('../pages/resident/notice-settings-page.tsx')) },
]
