import { lazy } from 'react'

/* Pages of those who run a talk, each a chunk of its own: what a member reads carries none of them. */
export const DeskMeetingPage = /* @__PURE__ */ lazy(() =>
  import('./desk-meeting-page.tsx').then(({ DeskMeetingPage: page }) => ({ default: page })),
)
export const NewMeetingPage = /* @__PURE__ */ lazy(() =>
  import('./new-meeting-page.tsx').then(({ NewMeetingPage: page }) => ({ default: page })),
)
export const DeskTalksPage = /* @__PURE__ */ lazy(() =>
  import('./desk-talks-page.tsx').then(({ DeskTalksPage: page }) => ({ default: page })),
)
export const NewElectionPage = /* @__PURE__ */ lazy(() =>
  import('./new-election-page.tsx').then(({ NewElectionPage: page }) => ({ default: page })),
)
export const NewRecallPage = /* @__PURE__ */ lazy(() =>
  import('./new-recall-page.tsx').then(({ NewRecallPage: page }) => ({ default: page })),
)
