export {
  type Box,
  dotsOf,
  drawn,
  fitted,
  LEAST_SIDE,
  MOST_BOXES,
  moved,
  resized,
  WHOLE,
} from './boxes.ts'
export { isHeic, KINDS, type Kind, kindOf } from './kind.ts'
export { bitsApart, greysOf, PRINT_SIDE, printOf } from './print.ts'
