import type { Say } from './words.ts'

/** How a topic stands, in words; what was referred is not reviewed but studied (X4). */
export const topicState = (say: Say, { state, body }: { readonly state: string; readonly body: string }): string =>
  say(
    body !== 'council' && (state === 'proposed' || state === 'admitted')
      ? `topic.stateOf.${state}`
      : `topic.state.${state}`,
  )
