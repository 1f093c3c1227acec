export { assist, order, reception, whistle } from './children.ts'
export { loop, stepOf } from './loop.ts'
export { past } from './past.ts'
export { wholeDueAt } from './standing.ts'
