import { prepared, type Statement } from './db.ts'

/** How many open items stand in each state, by kind. */
export const openByState: Statement = prepared('SELECT kind, state, n FROM kernel.open_by_state()', [])

/** What relay and sweeper have before them. */
export const backlogAt = (now: Date): Statement =>
  prepared('SELECT waiting, failing, oldest, alarm FROM kernel.backlog($1)', [now])
