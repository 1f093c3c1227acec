import { dueAt } from '@gongzhi/kernel/clock.ts'
import type { Moment, Subject } from '@gongzhi/kernel/server/subject.ts'
import * as rules from '../rules/index.ts'
import { bookAccess, entryAccess, exchangeAccess, ruleAccess } from './access.ts'
import type { Book, Exchange, Held, Rule } from './rows.ts'
import * as store from './store.ts'

type Input = Record<string, unknown>
type Asks = {
  readonly member: string
  readonly account: string | null
  readonly active: boolean
  readonly effective: number
  readonly spent: number
  readonly gone: number
}

const RULE = 'points/1'
const nobodysTurn = { holderOrg: null, holder: null, dueAt: null, alarm: null, pausedFor: null, supervised: false }
const written = (input: Input, name: string): boolean => typeof input[name] === 'string' && input[name].trim() !== ''

const ruleFacts = ({ row, actor, input, docket }: Moment<Rule, Input>): rules.RuleFacts => {
  const by = input.signed as { body: string; signed_at: Date | null } | undefined
  const asks = input.asks as Asks | undefined
  const goods = typeof input.item === 'number' ? row.goods[input.item] : undefined
  return {
    resolutionSigned: by?.signed_at instanceof Date,
    resolutionOfBody: by?.body === row.body,
    resolutionAfterDraft:
      by?.signed_at instanceof Date && by.signed_at.getTime() >= Math.max(row.changedAt, docket.openedAt),
    resolutionFree: input.used !== true,
    ownWord: asks !== undefined && (asks.account === null || asks.account === actor.account),
    joined: asks?.active === true,
    listed: goods !== undefined,
    stock: goods !== undefined && asks !== undefined && asks.gone < goods.stock,
    enough: goods !== undefined && asks !== undefined && rules.balanceOf(asks.effective, asks.spent) >= goods.points,
  }
}

/** 履职工作规则、积分细则. */
export const ruleSubject: Subject<rules.RuleState, rules.RuleFacts, Rule> = {
  kind: 'points-rule',
  series: 'PR',
  rule: RULE,
  procedure: rules.rule,
  access: ruleAccess,
  load: store.rules.load,
  read: store.rules.read,
  insert: store.rules.insert,
  patch: store.rules.patch,
  facts: ruleFacts,
  standing: (state, row) => ({
    ...nobodysTurn,
    holderOrg: state === 'draft' ? row.body : null,
    alarm: state === 'in-force' ? rules.clockOf(row.cleared, row.announced) : null,
  }),
  units: () => [],
}

/** Whether somebody takes part: theirs alone to see (P5). */
export const bookSubject: Subject<rules.BookState, rules.BookFacts, Book> = {
  kind: 'points-book',
  series: 'PB',
  rule: RULE,
  procedure: rules.book,
  access: bookAccess,
  load: store.books.load,
  read: store.books.read,
  insert: store.books.insert,
  patch: store.books.patch,
  facts: ({ row, actor }) => ({
    ownWord: row.account === null || row.account === actor.account,
    onRoll: true,
  }),
  standing: () => nobodysTurn,
  units: () => [],
}

/** A line of the ledger. */
export const entrySubject: Subject<rules.EntryState, rules.EntryFacts, Held> = {
  kind: 'points-entry',
  series: 'PE',
  rule: RULE,
  procedure: rules.entry,
  access: entryAccess,
  load: store.entries.load,
  read: store.entries.read,
  insert: store.entries.insert,
  patch: store.entries.patch,
  facts: ({ row, actor, input }) => ({
    reason: written(input, 'reason'),
    onRoll: input.self !== undefined,
    recorded: row.recordedBy !== null && row.recordedBy === actor.account,
    disputed: row.disputedBy !== null && row.disputedBy === actor.account,
    owns: row.account !== null && row.account === actor.account,
  }),
  standing: (state, row, at) => {
    const limit =
      state === 'recorded'
        ? rules.limits.review
        : state === 'posted'
          ? rules.limits.posting
          : state === 'frozen'
            ? rules.limits.dispute
            : undefined
    const due = limit ? dueAt(at.sinceAt, limit, at.calendar) : null
    return {
      ...nobodysTurn,
      holderOrg: state === 'recorded' || state === 'frozen' ? row.body : null,
      dueAt: due,
      alarm: state === 'posted' && due !== null ? { at: due + 60_000, act: 'take-effect' } : null,
    }
  },
  units: () => [],
}

/** 兑换. */
export const exchangeSubject: Subject<rules.ExchangeState, rules.ExchangeFacts, Exchange> = {
  kind: 'points-exchange',
  series: 'PX',
  rule: RULE,
  procedure: rules.exchange,
  access: exchangeAccess,
  load: store.exchanges.load,
  read: store.exchanges.read,
  insert: store.exchanges.insert,
  patch: store.exchanges.patch,
  facts: ({ row, actor, input }) => ({
    reason: written(input, 'reason'),
    ownWord: row.account === null || row.account === actor.account,
    owns: row.account !== null && row.account === actor.account,
  }),
  standing: (state, row) => ({ ...nobodysTurn, holderOrg: state === 'asked' ? row.body : null }),
  units: () => [],
}
