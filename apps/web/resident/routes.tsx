import { lazy } from 'react'
import type { PageRoute } from '../start.tsx'

/** The pages of the resident's face. Each stays a lazy chunk; the first page loads nothing but itself. */
export const routes: readonly PageRoute[] = [{ path: '/', page: lazy(() => import('../pages/resident-home-page.tsx')) }]
