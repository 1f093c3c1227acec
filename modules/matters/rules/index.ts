export { assist, order, reception, whistle } from './children.ts'
export { loop } from './loop.ts'
