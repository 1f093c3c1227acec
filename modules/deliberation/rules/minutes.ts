import type { Block } from '@gongzhi/documents/rules'
import type { Counts } from './rows.ts'

/*
 * 会议记录 writes itself: what stands in it was done or said at the talk and is in its journal; nobody types it a second time.
 */

type Said = { readonly shown: string; readonly state: string; readonly gist: string | null; readonly member: string }
type Sum = { readonly count: number; readonly of: number; readonly need: number | null; readonly met: boolean }
type Verdict = {
  readonly met: boolean
  readonly clauses: readonly {
    readonly met: boolean
    readonly sums: readonly Sum[]
    readonly source: { readonly law: string; readonly article: string }
  }[]
}
type Vote = {
  readonly number: string
  readonly state: string
  readonly mode: string
  readonly text: string
  readonly clauses: readonly { readonly text: string }[]
  readonly voters: number
  readonly in: number
  readonly counts: Counts | null
  readonly verdicts: readonly Verdict[] | null
  readonly annulled: string | null
}
/** A talk as its page shows it, with names for those who may read them. */
export type Evening = {
  readonly startsAt: string
  readonly venue: string
  readonly entitled: number
  readonly present: number
  readonly urgent: string | null
  readonly election: { readonly number: string; readonly title: string } | null
  readonly opening: readonly Verdict[] | null
  readonly roll: readonly { readonly member: string; readonly name: string | null; readonly shown: string }[]
  readonly entries: readonly {
    readonly at: string
    readonly act: string
    readonly text: string | null
    readonly facts: Readonly<Record<string, unknown>>
  }[]
  readonly promises: readonly {
    readonly number: string
    readonly text: string
    readonly state: string
    readonly until: string
    readonly hands: Counts | null
    readonly org: { readonly name: string }
  }[]
  readonly items: readonly {
    readonly title: string
    readonly number: string
    readonly turns: readonly Said[]
    readonly advice: readonly { readonly name: string; readonly office: string; readonly text: string }[]
    readonly votes: readonly Vote[]
  }[]
  readonly guidance: readonly { readonly org: string; readonly text: string }[]
  readonly objections: readonly { readonly shown: string; readonly text: string; readonly answer: string | null }[]
  readonly summary: string | null
}

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']
const STATES: Readonly<Record<string, string>> = {
  assigned: '未启动',
  doing: '推进中',
  claimed: '已完成，待销号',
  struck: '已销号',
}
const CAME: Readonly<Record<string, string>> = {
  'sign-in': '签到（手机）',
  'mark-in': '签到（名册）',
  leave: '离场',
  'mark-out': '离场',
}

/** 赞成 9，反对 0，弃权 1. */
export const countWords = ({ yes, no, abstain }: Counts): string => `赞成 ${yes}，反对 ${no}，弃权 ${abstain}`

/** The sum of a verdict with its article: 应 12，实 10，需 8，依据…，达到. */
export const verdictWords = (verdict: Verdict): string =>
  verdict.clauses
    .map(({ sums, source, met }) => {
      const sum = sums.find((one) => one.met) ?? sums[0]
      return sum
        ? `基数 ${sum.of}，计 ${sum.count}，需 ${sum.need ?? '—'}，${met ? '达到' : '未达到'}（${source.law}${source.article}）`
        : ''
    })
    .join('；')

const text = (words: string): Block => ({ kind: 'paragraph', text: words })
const heading = (words: string): Block => ({ kind: 'heading', level: 1, text: words })

const voteBlocks = (vote: Vote): Block[] => [
  text(`共识稿：${vote.text}`),
  ...vote.clauses.map(({ text: clause }, at) => text(`第${at + 1}条 ${clause}`)),
  text(
    vote.annulled !== null
      ? `表决（${vote.number}，${vote.mode === 'secret' ? '无记名' : '举手'}）作废：${vote.annulled}`
      : `表决（${vote.number}，${vote.mode === 'secret' ? '无记名' : '举手'}）：可投 ${vote.voters} 人，收票 ${vote.in} 张${
          vote.counts ? `，${countWords(vote.counts)}` : ''
        }，${vote.state === 'passed' ? '通过' : vote.state === 'lost' ? '未通过' : '未结束'}。`,
  ),
  ...(vote.verdicts ?? []).map((verdict, at) => text(`${at === 0 ? '到会' : '赞成'}：${verdictWords(verdict)}。`)),
]

/** 逐一销号: what earlier talks promised and how it stands. */
const promises = (evening: Evening, part: (words: string) => Block): Block[] => [
  part('上次决议落实情况'),
  ...(evening.promises.length === 0
    ? [text('没有未销号的事项。')]
    : [
        {
          kind: 'table' as const,
          columns: [
            { head: '事项', share: 5 },
            { head: '责任单位', share: 3 },
            { head: '期限', share: 2 },
            { head: '结果', share: 4 },
          ],
          rows: evening.promises.map((one) => [
            one.text,
            one.org.name,
            one.until,
            `${STATES[one.state] ?? one.state}${one.hands ? `（${countWords(one.hands)}）` : ''}`,
          ]),
        },
      ]),
]

/** The blocks of the minutes; `hour` says an instant as people write it. */
export const minutesOf = (evening: Evening, hour: (iso: string) => string): Block[] => {
  const names = new Map(evening.roll.map(({ member, name, shown }) => [member, name ?? shown]))
  const nameOf = (member: unknown): string => names.get(String(member)) ?? '成员'
  const comings = evening.entries.filter(({ act }) => act in CAME)
  let no = 0
  const part = (words: string): Block => heading(`${numerals[no++] ?? no}、${words}`)
  return [
    {
      kind: 'facts',
      rows: [
        ['时间', hour(evening.startsAt)],
        ['地点', evening.venue],
        ['应到、实到', `应到 ${evening.entitled} 人，实到 ${evening.present} 人`],
        ...(evening.opening ?? []).map((verdict): [string, string] => ['到会依据', verdictWords(verdict)]),
        ...(evening.urgent ? [['紧急理由', evening.urgent] as [string, string]] : []),
      ],
    },
    ...(comings.length > 0
      ? [
          part('到会'),
          {
            kind: 'table' as const,
            columns: [
              { head: '时间', share: 2 },
              { head: '成员', share: 3 },
              { head: '', share: 3 },
            ],
            rows: comings.map(({ at, act, facts }) => [hour(at).slice(-5), nameOf(facts.member), CAME[act] ?? '']),
          },
        ]
      : []),
    // a meeting of the representatives has one item, the election, whose numbers stand in its own result (D08)
    ...(evening.election
      ? [part(evening.election.title), text(`计票和结果见 ${evening.election.number}。`)]
      : promises(evening, part)),
    ...evening.items.flatMap((item) => [
      part(`议题：${item.title}`),
      ...item.advice.map((one) => text(`顾问意见（${one.name}，${one.office}）：${one.text}`)),
      ...item.turns
        .filter(({ state }) => state !== 'waiting')
        .map((turn) =>
          text(
            `${names.get(turn.member) ?? turn.shown}：${turn.gist ?? (turn.state === 'passed' ? '（不发言）' : '（已发言）')}`,
          ),
        ),
      ...(item.votes.length === 0 ? [text('没有表决。')] : item.votes.flatMap(voteBlocks)),
    ]),
    ...evening.entries
      .filter(({ act }) => act === 'put-off' || act === 'recuse')
      .map(({ act, text: why, facts }) =>
        text(act === 'recuse' ? `回避：${nameOf(facts.member)}，${why ?? ''}` : `改日再议：${why ?? ''}`),
      ),
    ...(evening.guidance.length > 0
      ? [part('镇里指导意见'), ...evening.guidance.map((one) => text(`${one.org}：${one.text}`))]
      : []),
    ...(evening.objections.length > 0
      ? [
          part('对记录的异议'),
          ...evening.objections.map((one) => text(`${one.shown}：${one.text} 答复：${one.answer ?? '（待答复）'}`)),
        ]
      : []),
    ...(evening.summary ? [text(evening.summary)] : []),
  ]
}
