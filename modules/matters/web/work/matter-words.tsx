import { formatDay } from '@gongzhi/kernel/web/day.ts'
import { hasWords, t as say, type T } from '@gongzhi/kernel/web/i18n.ts'
import { MiniSteps, Steps, TimeLeftWords } from '@gongzhi/kernel/web/kit/index.ts'
import type { Prospect, Row } from './api.ts'

const FINAL = ['closed', 'declined', 'withdrawn', 'kept', 'retracted']

/** 受理·交办·办理·答复·回访. */
const fiveSteps = (t: T) => [0, 1, 2, 3, 4].map((n) => ({ id: String(n), label: t(`matters.step.${n}`) }))

type Standing = Pick<Row, 'step' | 'state' | 'left' | 'dueAt' | 'pausedFor'>

export const isFinal = (state: string): boolean => FINAL.includes(state)

const isLate = ({ dueAt, pausedFor }: Pick<Row, 'dueAt' | 'pausedFor'>) =>
  pausedFor === null && dueAt !== null && Date.parse(dueAt) < Date.now()

const tone = (row: Standing) => (row.pausedFor !== null ? 'paused' : isLate(row) ? 'late' : 'now')

/** Where a matter stands, in dots; the name of its state once it left the road. */
export const StepsOf = ({ row, mini, t }: { row: Standing; mini?: boolean; t: T }) => {
  if (row.step === null) return <span>{t(`matters.state.${row.state}`)}</span>
  const now = row.state === 'closed' ? 5 : row.step
  const Piece = mini ? MiniSteps : Steps
  return <Piece steps={fiveSteps(t)} now={now} state={tone(row)} />
}

const pausedWords = (reason: string) =>
  hasWords(`matters.paused.${reason}`) ? say(`matters.paused.${reason}`) : reason

/** The arguments of a kit clock, or undefined when nothing is due. */
export const dueOf = (row: Pick<Row, 'dueAt' | 'left' | 'pausedFor'>) =>
  row.dueAt === null
    ? undefined
    : {
        dueAt: row.dueAt,
        workdaysLeft: row.left ?? 0,
        pausedFor: row.pausedFor === null ? undefined : pausedWords(row.pausedFor),
      }

/** The time left in words; nothing when nothing is due. */
export const DueWords = ({ row, t }: { row: Row; t: T }) => {
  const due = dueOf(row)
  if (!due && row.closedAt) return <span>{t('work.label.closedOn', { day: formatDay(row.closedAt) })}</span>
  if (!due) return <span>{t(`matters.state.${row.state}`)}</span>
  return (
    <>
      <TimeLeftWords {...due} />
      {row.supervised && <span className="also">，{t('work.label.supervised')}</span>}
    </>
  )
}

/** Whether a row is a 协办, 督办单 or 吹哨: the parent of such a one is a matter, that of a matter a reception. */
export const isBeside = ({ kind }: Pick<Row, 'kind'>): boolean => ['assist', 'order', 'whistle'].includes(kind)

/** The matter a row belongs to: itself, or the one it runs beside. */
export const matterOf = (row: Pick<Row, 'id' | 'kind' | 'parent'>): string =>
  isBeside(row) ? (row.parent ?? row.id) : row.id

/** Where a row leads: what runs beside a matter is handled on the matter's own page. */
export const hrefOf = (row: Pick<Row, 'id' | 'kind' | 'parent'>, act?: string): string => {
  if (row.kind === 'past') return `/past/${row.id}`
  const query = new URLSearchParams()
  if (isBeside(row)) query.set('child', row.id)
  if (act) query.set('act', act)
  const search = query.toString()
  return `/m/${matterOf(row)}${search ? `?${search}` : ''}`
}

/** Who holds it: organisation and masked name. */
export const holderOf = ({ holder, state }: Pick<Row, 'holder' | 'state'>, t: T): string =>
  [holder.org, holder.name].filter(Boolean).join(' ') || (isFinal(state) ? '—' : t('work.label.nobody'))

/** Words for what is missing; a wrong state names the states the act starts from. */
export const unmetWords = (id: string, t: T, from: readonly string[] = []): string => {
  if (id !== 'state') return t(`matters.unmet.${id}`)
  // Refused for its state: somebody else was quicker, and the page has been read anew meanwhile.
  if (from.length === 0) return t('work.unmet.moved')
  return t('matters.unmet.state', { states: from.map((one) => t(`matters.state.${one}`)).join(t('work.label.or')) })
}

// The order in which a hand reaches for them; whether they can be done the server says.
const ORDER = [
  'accept',
  'dispatch',
  'take',
  'grant-extension',
  'conclude',
  'answer',
  'visit',
  'resume',
  'reply',
  'confirm-order',
  'answer-call',
  'done-assist',
  'evidence',
  'note',
  'merge',
  'ask',
  'refer',
  'whistle',
  'try-visit',
  'rate-call',
  'refuse-extension',
  'ask-extension',
  'suspend',
  'return',
  'send-back',
  'unmerge',
  'decline',
]
const placeOf = (act: string) => (ORDER.includes(act) ? ORDER.indexOf(act) : ORDER.length)

/** Whether an act carries the matter on: only such a one is the main button of its page. */
export const carriesOn = (act: string): boolean => placeOf(act) < ORDER.indexOf('note')

// Another state, or another unit's turn: nothing that could be mended here and now.
const notNow = ({ unmet }: Prospect) => unmet.includes('state') || unmet.includes('turn')

/** Acts that can be done now, those that lack something here, and those for another time. */
export const sortProspects = (prospects: readonly Prospect[]) => {
  const sorted = [...prospects].sort((a, b) => placeOf(a.act) - placeOf(b.act))
  return {
    ready: sorted.filter(({ unmet }) => unmet.length === 0),
    lacking: sorted.filter(({ unmet }) => unmet.length > 0).filter((one) => !notNow(one)),
    later: sorted.filter(notNow),
  }
}

const NEXT: Record<string, string> = {
  reported: 'accept',
  accepted: 'dispatch',
  returned: 'dispatch',
  reopened: 'dispatch',
  escalated: 'dispatch',
  assigned: 'take',
  handling: 'conclude',
  suspended: 'resume',
  concluded: 'answer',
  answered: 'visit',
  issued: 'evidence',
  blown: 'answer-call',
}

/** The act a state waits for, for the button on a slip; the matter's own page says whether it can be done. */
export const nextAct = ({ kind, state }: Pick<Row, 'kind' | 'state'>): string | undefined =>
  kind === 'assist' ? 'done-assist' : NEXT[state]
