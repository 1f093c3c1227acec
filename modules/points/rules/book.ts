import { procedure, type Requirement } from '@gongzhi/kernel/procedure.ts'

/* 参加、退出 (P5): by one's own word, at any time, without a reason; seen by nobody else. */

export type BookState = 'joined' | 'left'
export type BookFacts = { readonly ownWord: boolean; readonly onRoll: boolean }
/** Whoever has a phone says it with it; the secretary writes it down only for whoever has none (P13). */
const ownWord: Requirement<BookFacts> = { id: 'own-word', met: (f) => f.ownWord }

export const book = procedure<BookState, BookFacts>()({
  id: 'points.book',
  opens: 'join-points',
  initial: 'joined',
  final: [],
  acts: {
    'leave-points': { from: ['joined'], to: 'left', requires: [ownWord] },
    'rejoin-points': { from: ['left'], to: 'joined', requires: [ownWord] },
  },
})

export type ExchangeState = 'asked' | 'handed' | 'declined' | 'taken-back'
export type ExchangeFacts = { readonly reason: boolean; readonly ownWord: boolean; readonly owns: boolean }

/** 兑换: asked for by the member, handed over by the secretary; what does not come about is not spent. */
export const exchange = procedure<ExchangeState, ExchangeFacts>()({
  id: 'points.exchange',
  opens: 'ask-exchange',
  initial: 'asked',
  final: ['handed', 'declined', 'taken-back'],
  acts: {
    'hand-over-goods': {
      from: ['asked'],
      to: 'handed',
      requires: [{ id: 'not-own-exchange', met: (f) => !f.owns }],
    },
    'decline-exchange': {
      from: ['asked'],
      to: 'declined',
      requires: [{ id: 'reason-stated', asked: true, met: (f) => f.reason }],
    },
    'take-back-exchange': {
      from: ['asked'],
      to: 'taken-back',
      requires: [{ id: 'own-word', met: (f) => f.ownWord }],
    },
  },
})
