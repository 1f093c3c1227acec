import { randomBytes } from 'node:crypto'
import { uuidv7 } from '@gongzhi/kernel/ids.ts'

/** A fresh UUIDv7 at an instant in ms. */
export const newId = (now: number): string => uuidv7(now, randomBytes(10))
