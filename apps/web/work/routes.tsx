import { ImportPage, ImportsPage } from '@gongzhi/documents/web'
import {
  DutiesPage,
  FiguresPage,
  InboxPage,
  MatterListPage,
  MatterPage,
  PastPage,
  PhotoPage,
  ReceptionsPage,
  RegisterPage,
} from '@gongzhi/matters/web'
import { lazy, Suspense } from 'react'
import type { PageRoute } from '../start.tsx'

const HeldHere = lazy(() => import('../pages/work/held-here.tsx'))
const placePage = lazy(() => import('../pages/work/place-page.tsx'))

/** 今天: matters, and below them what waits of the other mechanisms; each module says its own. */
const Today = () => (
  <InboxPage
    below={
      <Suspense fallback={null}>
        <HeldHere />
      </Suspense>
    }
  />
)

/** The pages of the desk and of the field, below `/work`. */
export const routes: readonly PageRoute[] = [
  { path: '/', page: Today },
  { path: '/m/:id', page: MatterPage },
  { path: '/m/:id/photos/:photo', page: PhotoPage },
  { path: '/matters', page: MatterListPage },
  { path: '/past/:id', page: PastPage },
  { path: '/import', page: ImportsPage },
  { path: '/import/:id', page: ImportPage },
  { path: '/register', page: RegisterPage },
  { path: '/receptions', page: ReceptionsPage },
  { path: '/figures', page: FiguresPage },
  { path: '/duties', page: DutiesPage },
  { path: '/places', page: placePage },
  { path: '/places/:code', page: placePage },
  { path: '/posts/:id', page: lazy(() => import('../pages/work/post-page.tsx')) },
  { path: '/studios', page: lazy(() => import('../pages/work/studios-page.tsx')) },
  { path: '/merges', page: lazy(() => import('../pages/work/merges-page.tsx')) },
  { path: '/rules/:place?', page: lazy(() => import('../pages/work/rules-page.tsx')) },
  { path: '/connections', page: lazy(() => import('../pages/work/connections-page.tsx')) },
  { path: '/talks/:unit?', page: lazy(() => import('../pages/work/talks-page.tsx')) },
  { path: '/talks/:unit/new', page: lazy(() => import('../pages/work/new-talk-page.tsx')) },
  { path: '/topics/new', page: lazy(() => import('../pages/work/new-topic-page.tsx')) },
  { path: '/topics/:id', page: lazy(() => import('../pages/work/topic-page.tsx')) },
  { path: '/meetings/:id', page: lazy(() => import('../pages/work/meeting-page.tsx')) },
  { path: '/resolutions/:id', page: lazy(() => import('../pages/work/resolution-page.tsx')) },
  { path: '/tasks/:id', page: lazy(() => import('../pages/work/task-page.tsx')) },
  { path: '/elections/new', page: lazy(() => import('../pages/work/new-election-page.tsx')) },
  { path: '/elections/:id', page: lazy(() => import('../pages/work/election-page.tsx')) },
  { path: '/recalls/new', page: lazy(() => import('../pages/work/new-recall-page.tsx')) },
  { path: '/recalls/:id', page: lazy(() => import('../pages/work/recall-page.tsx')) },
  { path: '/points/:body', page: lazy(() => import('../pages/work/points-page.tsx')) },
  { path: '/rules-of-council/:body', page: lazy(() => import('../pages/work/council-rule-page.tsx')) },
  { path: '/rolls/:body', page: lazy(() => import('../pages/work/roll-page.tsx')) },
  { path: '/outbox', page: lazy(() => import('../pages/work/unsent-page.tsx')) },
  { path: '/me', page: lazy(() => import('../pages/work/me-page.tsx')) },
  { path: '/notices', page: lazy(() => import('../pages/work/notices-page.tsx')) },
  { path: '/notices/settings', page: lazy(() => import('../pages/work/notice-settings-page.tsx')) },
]
