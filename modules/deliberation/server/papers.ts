import { paper, paperDay } from '@gongzhi/documents/rules'
import { type PaperSource, paperSource } from '@gongzhi/documents/server'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { notFound } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import * as z from 'zod'
import { kindOf } from '../rules/bodies.ts'
import { countWords, minutesOf, verdictWords } from '../rules/minutes.ts'
import { bodyName, deciderName, kindName } from './body-name.ts'
import { electionPaper } from './election-paper.ts'
import { meetingOf } from './view-meeting.ts'
import { resolutionOf } from './view-resolution.ts'

const uuid = /^[0-9a-f-]{36}$/
const query = z.object({})
/** 2026年11月27日 19:30, in China. */
const hourOf = (iso: string): string => {
  const at = Date.parse(iso)
  return `${paperDay(isoDay(dayOf(at)))} ${new Date(at + 8 * 3_600_000).toISOString().slice(11, 16)}`
}
const dayIn = (iso: string): string => isoDay(dayOf(Date.parse(iso)))
const checked = (id: string): string => {
  if (!uuid.test(id)) throw notFound()
  return id
}

/** 会议通知 (D12): when, where, over what, in good time. */
const noticePaper = (crypto: Crypto) =>
  paperSource({
    id: 'meeting-notice',
    query,
    open: async (env: Env, actor: Actor, id: string) => {
      const view = await meetingOf(env, crypto, actor, checked(id))
      const kind = kindOf(view.body)
      const name = bodyName({ ...view, kind })
      return {
        name: `会议通知-${view.number}`,
        paper: paper({
          head: name,
          number: view.number,
          title: `关于召开${view.title}的通知`,
          to: '各位成员',
          blocks: [
            {
              kind: 'paragraph',
              text: `定于下列时间召开${kind === 'council' ? '夜话' : kindName(kind)}，请按时到会；不能到会的，请提前告知。`,
            },
            {
              kind: 'facts',
              rows: [
                ['时间', hourOf(view.startsAt)],
                ['地点', `${view.venue}${view.venueNotes ? `（${view.venueNotes}）` : ''}`],
                ...(view.notice
                  ? [
                      [
                        '通知',
                        `提前 ${view.notice.given} 天，要求至少 ${view.notice.bar} 天（${view.notice.source.law}${view.notice.source.article}）`,
                      ] as [string, string],
                    ]
                  : []),
                ...(view.urgent ? [['紧急理由', view.urgent] as [string, string]] : []),
              ],
            },
            { kind: 'heading', level: 1, text: '议程' },
            {
              kind: 'paragraph',
              text: view.election ? `${view.election.title}。` : '通报上次决议落实情况，逐一销号。',
            },
            ...view.items.map((item, at) => ({ kind: 'paragraph' as const, text: `${at + 1}．${item.title}` })),
          ],
          check: { path: `/meetings/${id}`, words: '扫码看议程和材料，到会时也可以在这里签到。' },
          signed: name,
          on: dayIn(view.notifiedAt ?? new Date(env.now()).toISOString()),
        }),
      }
    },
  })

/** 会议记录 (D14), read off the acts of the evening. */
const minutesPaper = (crypto: Crypto) =>
  paperSource({
    id: 'minutes',
    query,
    open: async (env: Env, actor: Actor, id: string) => {
      const view = await meetingOf(env, crypto, actor, checked(id))
      if (view.openedAt === null) throw notFound()
      const kind = kindOf(view.body)
      const name = bodyName({ ...view, kind })
      const stage = {
        sitting: '会议进行中',
        ended: '未核对',
        recorded: `记录员已核对，待${kind === 'council' ? '理事长' : '主持人'}签字`,
      }[view.state]
      return {
        name: `会议记录-${view.number}`,
        paper: paper({
          head: name,
          number: view.number,
          title: `${view.title}会议记录`,
          blocks: minutesOf(view, hourOf),
          note: stage ?? '已核对、签字，参会人可提异议',
          check: { path: `/meetings/${id}`, words: '扫码看会议经过、表决结果和决议。' },
          signed: name,
          on: dayIn(view.endedAt ?? view.openedAt),
        }),
      }
    },
  })

/** 决议 (D14) with its vote, its articles, and where it is checked. */
const resolutionPaper = paperSource({
  id: 'resolution',
  query,
  open: async (env: Env, actor: Actor, id: string) => {
    const view = await resolutionOf(env, actor, checked(id))
    const name = bodyName({ ...view, kind: view.body })
    const { reserved } = view
    return {
      name: `决议-${view.number}`,
      paper: paper({
        head: name,
        number: view.number,
        title: `关于${view.title}的决议`,
        blocks: [
          { kind: 'paragraph', text: view.text },
          ...view.clauses.map(({ text }, at) => ({ kind: 'paragraph' as const, text: `第${at + 1}条　${text}` })),
          {
            kind: 'facts',
            rows: [
              ['通过', `${view.meeting.title}（${hourOf(view.meeting.startsAt)}）`],
              ['应到、实到', `应到 ${view.entitled} 人，实到 ${view.present} 人`],
              ...(view.counts ? [['表决', countWords(view.counts)] as [string, string]] : []),
              ...view.verdicts.map((verdict, at): [string, string] => [
                at === 0 ? '到会' : '赞成',
                verdictWords(verdict),
              ]),
              ...(reserved
                ? [
                    [
                      '说明',
                      `依${reserved.law}${reserved.article}，由${deciderName(reserved.by)}决定，本决议为协商意见。`,
                    ] as [string, string],
                  ]
                : []),
              ...(view.digest ? [['决议核对码', view.digest] as [string, string]] : []),
              ...(view.record
                ? [
                    [
                      '公开记录',
                      `第 ${view.record.no} 条，核验码 ${view.record.code}，到“核对公开记录”页输入核验码，任何人都可以核对`,
                    ] as [string, string],
                  ]
                : []),
            ],
          },
          ...(view.promises.length > 0
            ? [
                { kind: 'heading' as const, level: 1 as const, text: '落实' },
                {
                  kind: 'table' as const,
                  columns: [
                    { head: '条', share: 1 },
                    { head: '事项', share: 5 },
                    { head: '责任单位', share: 4 },
                    { head: '期限', share: 3 },
                  ],
                  rows: view.promises.map((one) => [
                    String(one.clause),
                    one.text,
                    `${one.org.name} ${one.owner}`,
                    one.until,
                  ]),
                },
              ]
            : []),
        ],
        check: view.record
          ? {
              path: `/verify/${view.record.code}?county=${view.unit.code.slice(0, 6)}`,
              words: `扫码核对：公开记录第 ${view.record.no} 条，核验码 ${view.record.code}。`,
            }
          : { path: `/resolutions/${id}`, words: '扫码看决议和落实情况；进入公开记录后，从那里核对。' },
        signed: name,
        on: dayIn(view.signedAt ?? view.at),
      }),
    }
  },
})

/** What of the talks can be printed as a paper. */
export const talkPapers = (crypto: Crypto): readonly PaperSource[] => [
  noticePaper(crypto),
  minutesPaper(crypto),
  resolutionPaper,
  electionPaper(crypto),
]
