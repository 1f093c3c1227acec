export { bitsApart, greysOf, PRINT_SIDE, printOf } from './print.ts'
