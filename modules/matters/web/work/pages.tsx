import { lazy } from 'react'

/* The pages of the desk, each a chunk of its own, so that the other face carries none of them. */
export const InboxPage = /* @__PURE__ */ lazy(() => import('./inbox-page.tsx'))
export const MatterPage = /* @__PURE__ */ lazy(() => import('./matter-page.tsx'))
export const PastPage = /* @__PURE__ */ lazy(() => import('./past-page.tsx'))
export const PhotoPage = /* @__PURE__ */ lazy(() => import('./photo-page.tsx'))
export const MatterListPage = /* @__PURE__ */ lazy(() => import('./list-page.tsx'))
export const RegisterPage = /* @__PURE__ */ lazy(() => import('./register-page.tsx'))
export const ReceptionsPage = /* @__PURE__ */ lazy(() => import('./receptions-page.tsx'))
export const FiguresPage = /* @__PURE__ */ lazy(() => import('./figures-page.tsx'))
export const DutiesPage = /* @__PURE__ */ lazy(() => import('./duties-page.tsx'))
