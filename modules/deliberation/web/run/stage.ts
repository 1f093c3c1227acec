import type { MeetingView } from '../api.ts'

/** An evening, step by step: planned, signed in, the old promises, the topics, the minutes. */
export const stages = ['plan', 'arrive', 'promises', 'items', 'minutes'] as const
export type Stage = (typeof stages)[number]

type Seen = Pick<MeetingView, 'state' | 'presentedAt'> & {
  /** D08: called for an election; its meeting has no promises and no topics. */
  readonly election?: MeetingView['election']

  readonly items: readonly {
    readonly current: boolean
    readonly turns: readonly unknown[]
    readonly votes: readonly { readonly passed: boolean | null }[]
  }[]
  readonly promises: readonly { readonly state: string }[]
}

/** Whether a topic has been voted on, one way or the other. */
export const isDecided = (item: Seen['items'][number]): boolean => item.votes.some(({ passed }) => passed !== null)

/** At which step a talk stands; undefined when it is over and signed, or called off. */
export const stageOf = (view: Seen): Stage | undefined => {
  if (view.state === 'convened') return 'plan'
  if (view.state === 'notified') return 'arrive'
  if (view.state === 'ended' || view.state === 'recorded') return 'minutes'
  if (view.state !== 'sitting') return undefined
  if (view.election) return 'items'
  const begun = view.items.some((item) => item.current || item.turns.length > 0 || item.votes.length > 0)
  // D15: as long as no topic is begun, what was promised is on the table
  const open = view.promises.some(({ state }) => state !== 'struck')
  return view.presentedAt === null || (!begun && open) ? 'promises' : 'items'
}
