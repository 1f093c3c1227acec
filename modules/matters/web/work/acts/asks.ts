import type { View } from '../api.ts'

/** One thing a form asks. `label` is a key of words; `start` fills it in from the matter. */
export type Ask =
  | { kind: 'text'; name: string; label: string; max: number; optional?: true; start?: (view: View) => string }
  | { kind: 'line'; name: string; label: string; max: number }
  | { kind: 'day'; name: string; label: string }
  | { kind: 'days'; name: string; label: string; max: number; start: string }
  | { kind: 'pick'; name: string; label: string; choices: readonly string[]; words: string }
  | { kind: 'photos'; name: 'photos'; label: string }
  | { kind: 'documents'; name: 'attachments'; label: string }

export type ActForm = {
  asks: readonly Ask[]
  /** Key of a sentence said before the fields. */
  note?: string
  /** Body from the filled-in values where it is not the values themselves. */
  body?: (values: Record<string, unknown>) => object
}

const reason: Ask = { kind: 'text', name: 'reason', label: 'work.field.reason', max: 500 }
const optionalReason: Ask = { kind: 'text', name: 'reason', label: 'work.field.reason', max: 300, optional: true }
const optionalText: Ask = { kind: 'text', name: 'text', label: 'work.field.say', max: 500, optional: true }
const photos: Ask = { kind: 'photos', name: 'photos', label: 'work.field.photos' }
const documents: Ask = { kind: 'documents', name: 'attachments', label: 'work.field.attachments' }
const text = (label: string, max = 2000): Ask => ({ kind: 'text', name: 'text', label: `work.field.${label}`, max })

const visited = (values: Record<string, unknown>) => {
  const said = String(values.said)
  return {
    outcome: said === 'pleased' || said === 'displeased' ? 'reached' : said,
    text: values.text,
    satisfied: said === 'pleased' ? true : said === 'displeased' ? false : undefined,
  }
}

/** What each act asks, at most two things where a hand is busy. Acts with forms of their own are not listed here. */
export const forms: Record<string, ActForm> = {
  refer: { asks: [reason] },
  take: { asks: [], note: 'work.note.take' },
  return: { asks: [reason], note: 'work.note.return' },
  note: { asks: [text('progress'), photos, documents] },
  ask: { asks: [text('question', 1000)], note: 'work.note.ask' },
  reply: { asks: [text('theirReply'), photos] },
  suspend: { asks: [reason, { kind: 'day', name: 'until', label: 'work.field.until' }], note: 'work.note.suspend' },
  resume: { asks: [optionalText] },
  'ask-extension': {
    asks: [reason, { kind: 'days', name: 'days', label: 'work.field.extensionDays', max: 30, start: '5' }],
    note: 'work.note.askExtension',
  },
  'grant-extension': { asks: [optionalText] },
  'refuse-extension': { asks: [reason] },
  conclude: {
    asks: [
      {
        kind: 'pick',
        name: 'outcome',
        label: 'work.field.outcome',
        choices: ['resolved', 'explained', 'not-feasible'],
        words: 'matters.outcome',
      },
      text('result'),
      photos,
      documents,
    ],
  },
  answer: {
    asks: [
      {
        kind: 'text',
        name: 'text',
        label: 'work.field.answer',
        max: 2000,
        start: ({ outcomeText }) => outcomeText ?? '',
      },
    ],
    note: 'work.note.answer',
  },
  'send-back': { asks: [reason] },
  'try-visit': {
    asks: [{ kind: 'line', name: 'proof', label: 'work.field.proof', max: 300 }],
    note: 'work.note.tryVisit',
  },
  visit: {
    asks: [
      {
        kind: 'pick',
        name: 'said',
        label: 'work.field.visitSaid',
        choices: ['pleased', 'displeased', 'declined', 'unreachable'],
        words: 'work.visit',
      },
      { kind: 'text', name: 'text', label: 'work.field.theirWords', max: 1000, optional: true },
    ],
    body: visited,
  },
  rate: {
    asks: [
      {
        kind: 'pick',
        name: 'satisfied',
        label: 'work.field.satisfied',
        choices: ['yes', 'no'],
        words: 'work.satisfied',
      },
      optionalText,
    ],
    body: (values) => ({ ...values, satisfied: values.satisfied === 'yes' }),
  },
  withdraw: { asks: [optionalText] },
  unmerge: { asks: [optionalReason] },
  'done-assist': { asks: [text('result'), photos, documents] },
  'excuse-assist': { asks: [reason] },
  evidence: { asks: [text('evidence'), photos, documents] },
  'confirm-order': { asks: [optionalText] },
  'reject-order': { asks: [reason] },
  'answer-call': {
    asks: [
      { kind: 'pick', name: 'comes', label: 'work.field.comes', choices: ['yes', 'no'], words: 'work.comes' },
      text('say', 500),
    ],
    body: (values) => ({ ...values, comes: values.comes === 'yes' }),
  },
  'rate-call': {
    asks: [
      { kind: 'pick', name: 'good', label: 'work.field.good', choices: ['yes', 'no'], words: 'work.good' },
      optionalText,
    ],
    body: (values) => ({ ...values, good: values.good === 'yes' }),
  },
}
