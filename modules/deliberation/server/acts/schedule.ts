import { act } from '@gongzhi/kernel/server/act.ts'
import { noDoor } from '../system-endpoint.ts'
import { topicSubject } from '../topic-subject.ts'

/** On the agenda of a talk of which notice was given. */
export const schedule = act({
  subject: topicSubject,
  act: 'schedule',
  endpoint: noDoor,
  change: ({ input }) => ({ meeting: input.meeting as string }),
})

/** The talk was called off, or did not come to it: back among those fit for a talk. */
export const unschedule = act({
  subject: topicSubject,
  act: 'unschedule',
  endpoint: noDoor,
  change: () => ({ meeting: null }),
})

/** Voted on, one way or the other. */
export const decide = act({
  subject: topicSubject,
  act: 'decide',
  endpoint: noDoor,
  change: ({ input }) => ({ resolution: (input.resolution as string | null) ?? null }),
})
