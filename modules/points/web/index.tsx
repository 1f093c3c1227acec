export { MyPointsPage } from './mine-page.tsx'
export { PointsLinks } from './points-links.tsx'
export { CouncilRulePage } from './rule-page.tsx'
export { PointsWorkPage } from './work-page.tsx'
