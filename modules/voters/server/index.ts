import { fileURLToPath } from 'node:url'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { bind, type Module } from '@gongzhi/kernel/server/module.ts'
import { rowsWithoutDocket } from '@gongzhi/kernel/server/verify.ts'
import { endpoints as e } from '../contract.ts'
import { voterRollCheck } from './check.ts'
import { drawUpRoute } from './draw-up.ts'
import { endObjections, followObjection, recordRoll } from './follow.ts'
import { inbox } from './inbox.ts'
import { listLines } from './list.ts'
import { objectionActs, objectRoute } from './objections.ts'
import { proxyActs } from './proxy-acts.ts'
import { rollActs } from './roll-acts.ts'
import { mayDo, viewAt } from './view.ts'

export { drawUp } from './draw-up.ts'
export { objectTo } from './objections.ts'
export { voterPapers } from './papers.ts'

/** 参加选举的村民名单: posted, objected to, settled; candidates and written proxies (R1). Ballots stay paper. */
export const createVoters = ({ crypto }: { readonly crypto: Crypto }): Module => ({
  id: 'voters',
  migrations: fileURLToPath(new URL('../migrations', import.meta.url)),
  acts: [...rollActs(crypto), ...proxyActs(crypto), ...objectionActs],
  routes: [
    bind(e.at, viewAt(crypto)),
    bind(e.list, listLines(crypto)),
    bind(e.inbox, inbox),
    bind(e.drawUp, drawUpRoute(crypto)),
    bind(e.object, objectRoute(crypto)),
  ],
  listeners: [recordRoll, followObjection, endObjections],
  checks: [...['roll', 'objection'].map((table) => rowsWithoutDocket(`voters.${table}`)), voterRollCheck(crypto)],
  may: mayDo,
})
