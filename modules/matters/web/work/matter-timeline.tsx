import { formatDay } from '@gongzhi/kernel/web/day.ts'
import { hasWords, type T, useT } from '@gongzhi/kernel/web/i18n.ts'
import { Timeline } from '@gongzhi/kernel/web/kit/index.ts'
import type { Entry, View } from './api.ts'
import { Papers } from './papers.tsx'

/** Facts that a person reads, in this order; the rest are for machines. */
const FACTS = [
  'no',
  'basis',
  'outcome',
  'ground',
  'level',
  'days',
  'until',
  'channel',
  'funding',
  'satisfied',
  'into',
  'reason',
]

const saidOf = (name: string, { act, facts, text }: Entry, t: T): string => {
  const value = facts[name]
  // The reason often is the text itself; the way it came stands in the facts of the matter.
  if (value === text || (name === 'channel' && act === 'report')) return ''
  if (name === 'days' && act.endsWith('extension')) return ''
  if (name === 'outcome' && act === 'visit') return t(`work.visited.${value}`)
  if (typeof value === 'boolean') return t(`work.fact.${name}.${value ? 'yes' : 'no'}`)
  if (typeof value !== 'string' && typeof value !== 'number') return ''
  const key = `matters.${name}.${value}`
  const words = name === 'until' ? formatDay(String(value)) : hasWords(key) ? t(key) : String(value)
  return t(`work.fact.${name}`, { value: words })
}

const whoOf = ({ by, act, facts }: Entry, t: T): string => {
  const who =
    by.kind === 'staff'
      ? [by.org, by.name].filter(Boolean).join(' ')
      : [by.kind === 'you' ? by.org : null, t(`work.by.${by.kind}`)].filter(Boolean).join(' ')
  const said = Object.entries(facts).filter((fact): fact is [string, string | number] =>
    ['string', 'number'].includes(typeof fact[1]),
  )
  return `${who} ${t(`matters.said.${act}`, { ...Object.fromEntries(said), org: String(facts.orgName ?? '') })}`
}

const wordsOf = (entry: Entry, view: View, t: T) => {
  const facts = FACTS.map((name) => saidOf(name, entry, t)).filter(Boolean)
  if (!entry.text && facts.length + entry.photos.length + entry.attachments.length === 0) return undefined
  return (
    <>
      {entry.text && <p className="written">{entry.text}</p>}
      {facts.length > 0 && <p className="quiet">{facts.join(' · ')}</p>}
      <Papers view={view} subject={view.id} photos={entry.photos} attachments={entry.attachments} />
    </>
  )
}

/** Who did what, when, in which words. */
export const MatterTimeline = ({ view }: { view: View }) => {
  const t = useT()
  return (
    <section aria-label={t('work.label.timeline')}>
      <h2 className="over">{t('work.label.timeline')}</h2>
      <Timeline
        label={t('work.label.timeline')}
        entries={view.timeline.map((entry) => ({
          id: String(entry.seq),
          at: entry.at,
          who: whoOf(entry, t),
          words: wordsOf(entry, view, t),
        }))}
      />
    </section>
  )
}
