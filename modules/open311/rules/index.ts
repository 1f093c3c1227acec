export { isPrivate } from './services.ts'
