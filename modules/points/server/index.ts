import { fileURLToPath } from 'node:url'
import { bind, type Module } from '@gongzhi/kernel/server/module.ts'
import { rowsWithoutDocket } from '@gongzhi/kernel/server/verify.ts'
import { endpoints as e } from '../contract.ts'
import { bookActs, join } from './book-acts.ts'
import { entryActs, exchangeActs, recordEntry } from './entry-acts.ts'
import { followRule, tellMembers } from './follow.ts'
import { hearTalks } from './hear-talks.ts'
import { draftRule, ruleActs } from './rule-acts.ts'
import { mayDo, viewMine, viewPosted, viewRules, viewWork } from './view.ts'

export { joinPoints } from './book-acts.ts'
export { pointsPapers } from './papers.ts'
export { draftPoints } from './rule-acts.ts'

/** 履职积分: a council's rule, its ledger that writes itself, and what is given in thanks. D10. */
export const points: Module = {
  id: 'points',
  migrations: fileURLToPath(new URL('../migrations', import.meta.url)),
  acts: [...ruleActs, ...bookActs, ...entryActs, ...exchangeActs],
  routes: [
    bind(e.rules, viewRules),
    bind(e.draft, draftRule),
    bind(e.join, join),
    bind(e.mine, viewMine),
    bind(e.posted, viewPosted),
    bind(e.record, recordEntry),
    bind(e.work, viewWork),
  ],
  listeners: [hearTalks, followRule, tellMembers],
  checks: ['rule', 'book', 'entry', 'exchange'].map((table) => rowsWithoutDocket(`points.${table}`)),
  may: mayDo,
}
