import type { NoticeKind } from '@gongzhi/notices/rules'
import { OF_PHOTOS } from './loop.ts'

/** What people are told about a matter, by the kind that stands in their messages. */
export const NOTICES = {
  accept: { sort: 'news', tell: 'accepted', next: 'read' },
  decline: { sort: 'result', tell: 'declined', next: 'read' },
  ask: { sort: 'due', tell: 'suspended', next: 'reply' },
  // 事必答复 (C07): that it reached the reporter is kept
  answer: { sort: 'result', required: true, tell: 'answered', next: 'visit' },
  'grant-extension': { sort: 'news', tell: 'extended', next: 'read' },
  reopened: { sort: 'news' },
  escalated: { sort: 'news' },
  closed: { sort: 'news' },
  /** To everybody of the unit that is supervised (B07). */
  order: { sort: 'due', required: true, tell: 'order', next: 'desk' },
  /** 催办: to who handles it, else to the unit. */
  remind: { sort: 'due', tell: 'reminder', next: 'desk' },
} as const satisfies Readonly<Record<string, NoticeKind>>

export type NoticeId = keyof typeof NOTICES

const STATES: readonly NoticeId[] = ['reopened', 'escalated', 'closed']
const ACTS: readonly NoticeId[] = ['accept', 'decline', 'ask', 'answer', 'grant-extension']

/** What the reporter hears of an act that led to a state; undefined for nothing. */
export const toReporter = (act: string, to: string): NoticeId | undefined =>
  ACTS.find((id) => id === act) ?? (OF_PHOTOS.includes(act) ? undefined : STATES.find((id) => id === to))
