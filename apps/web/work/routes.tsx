import { lazy } from 'react'
import type { PageRoute } from '../start.tsx'

/** The pages of the desk and of the field, below `/work`. */
export const routes: readonly PageRoute[] = [{ path: '/', page: lazy(() => import('../pages/work-home-page.tsx')) }]
