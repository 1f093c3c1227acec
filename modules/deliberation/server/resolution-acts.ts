import { type Act, act } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { openingOf } from '@gongzhi/kernel/server/open-subject.ts'
import { endpoints } from '../contract.ts'
import { categoryOf } from '../rules/bodies.ts'
import type { Task } from '../rules/rows.ts'
import { refer } from './acts/refer.ts'
import { signResolution } from './acts/sign-resolution.ts'
import { resolutionSubject, taskSubject } from './resolution-subject.ts'
import { findLaid } from './store-resolution.ts'
import { noDoor } from './system-endpoint.ts'
import { withPhotos } from './with-photos.ts'

/** 分解交办: every clause becomes tasks with owner and date, children of the resolution (D14). */
const handOver = act({
  subject: resolutionSubject,
  act: 'hand-over',
  endpoint: endpoints.handOver,
  change: ({ now }) => ({ handedAt: now }),
  also: (decided) =>
    decided.input.tasks.flatMap((one, at) => {
      const { docket, row, key, actor, capacity } = decided
      const fresh: Task = {
        resolution: docket.id,
        unitCode: row.unitCode,
        body: row.body,
        clause: one.clause,
        text: one.text,
        org: one.org,
        owner: one.owner,
        until: one.until,
        progress: null,
        evidence: null,
        photos: [],
        claimedBy: null,
        claimedAt: null,
        extended: 0,
        extension: null,
        struckAt: null,
        struckIn: null,
        hands: null,
        reminded: false,
      }
      return openingOf(
        decided,
        {
          subject: taskSubject,
          id: derivedId(key, 'task', String(at)),
          title: one.text,
          unitCode: row.unitCode,
          category: categoryOf(row.body),
          parent: docket.id,
          capacity,
          row: fresh,
          data: { ...one },
        },
        { actor, key: derivedId(key, 'task-opening', String(at)) },
      )
    }),
})

/** The last promise is struck off. */
export const finish = act({ subject: resolutionSubject, act: 'finish', endpoint: noDoor })

const report = act({
  subject: taskSubject,
  act: 'report',
  endpoint: endpoints.report,
  ...withPhotos,
  change: ({ row, input }) => ({ progress: input.text, photos: input.photos.length > 0 ? input.photos : row.photos }),
})

/** 报完成: with what can be seen; the members will confirm it. */
const claim = act({
  subject: taskSubject,
  act: 'claim',
  endpoint: endpoints.claim,
  ...withPhotos,
  change: ({ input, actor, now }) => ({
    evidence: input.evidence,
    photos: input.photos,
    claimedBy: actor.account,
    claimedAt: now,
  }),
})

/** The meeting that sits and before which it was laid. */
const laidBefore = {
  reads: (_input: unknown, actor: { county: string }, id: string) => [findLaid(actor.county, id)],
  finds: (read: readonly (readonly Record<string, unknown>[])[]) => ({ laid: read[0]?.[0] }),
}
const meetingIn = (read: readonly (readonly Record<string, unknown>[])[]) => (read[0]?.[0]?.meeting as string) ?? null

/** 销号: the members in the room confirm by hands that it is done (D15). */
const strikeOff = act({
  subject: taskSubject,
  act: 'strike-off',
  endpoint: endpoints.strikeOff,
  ...laidBefore,
  change: ({ input, now, read }) => ({ struckAt: now, struckIn: meetingIn(read), hands: input.hands }),
  data: ({ input, read }) => ({ hands: input.hands, meeting: meetingIn(read) }),
})

const notDone = act({
  subject: taskSubject,
  act: 'not-done',
  endpoint: endpoints.notDone,
  ...laidBefore,
  change: () => ({ claimedBy: null, claimedAt: null }),
  data: ({ input, read }) => ({ reason: input.reason, meeting: meetingIn(read) }),
})

/** 延期: by the members' word at a talk, with the reason; the old date stays in the journal. */
const extend = act({
  subject: taskSubject,
  act: 'extend',
  endpoint: endpoints.extend,
  ...laidBefore,
  change: ({ row, input }) => ({
    until: input.until,
    extended: row.extended + 1,
    extension: input.reason,
    reminded: false,
  }),
  data: ({ row, input, read }) => ({
    reason: input.reason,
    until: input.until,
    before: row.until,
    meeting: meetingIn(read),
  }),
})

/** Its day is over and it is not done: said once. */
const remind = act({
  subject: taskSubject,
  act: 'remind',
  endpoint: noDoor,
  change: () => ({ reminded: true }),
  data: () => ({}),
})

export const resolutionActs = (crypto: Crypto): readonly Act[] => [
  signResolution(crypto),
  handOver,
  refer,
  finish,
  report,
  claim,
  strikeOff,
  notDone,
  extend,
  remind,
]
