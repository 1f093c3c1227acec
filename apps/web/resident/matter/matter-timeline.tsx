import { Attachments, Thumbs } from '@gongzhi/matters/web'
import { formatDay } from '../../../../kernel/web/day.ts'
import type { T } from '../../../../kernel/web/i18n.ts'
import { useT } from '../../../../kernel/web/i18n.ts'
import { Timeline } from '../../../../kernel/web/kit/index.ts'
import type { Matter } from '../api.ts'
import { said } from '../words.ts'

type Entry = Matter['timeline'][number]

const short = (of: unknown): string => (typeof of === 'string' || typeof of === 'number' ? String(of) : '')

const whoOf = (t: T, { by, act, facts }: Entry): string => {
  const named = Object.entries({ ...facts, org: facts.orgName ?? facts.org })
  const did = t(`matters.said.${act}`, Object.fromEntries(named.map(([name, value]) => [name, short(value)])))
  // What the reporter did stands in my own words, also when I came with a query code.
  if (by.kind === 'you' || by.kind === 'reporter')
    return act === 'report' ? t('resident.by.you') : `${t('resident.by.you')} ${did}`
  if (by.kind === 'staff') return [by.org, by.name, did].filter(Boolean).join(' ')
  return `${t(`resident.by.${by.kind}`)} ${did}`
}

const limitWords = (t: T, limit: unknown): string => {
  if (!limit || typeof limit !== 'object' || !('unit' in limit) || !('amount' in limit)) return ''
  return t('resident.fact.limit', { limit: t(`resident.limit.${limit.unit}`, { n: Number(limit.amount) }) })
}

// What of an act a villager wants to know beside its words; ids become words, the rest is left to the desk.
const factLines = (t: T, { facts }: Entry): string[] =>
  [
    facts.outcome ? said(t, `matters.outcome.${facts.outcome}`) : '',
    facts.ground ? said(t, `matters.ground.${facts.ground}`) : '',
    facts.basis ? t('kit.label.basis', { basis: short(facts.basis) }) : '',
    limitWords(t, facts.limit),
    facts.channel && facts.ground ? t('resident.fact.channel', { channel: short(facts.channel) }) : '',
    facts.until ? t('resident.fact.until', { day: formatDay(short(facts.until)) }) : '',
    facts.satisfied === true ? t('resident.fact.satisfied') : '',
    facts.satisfied === false ? t('resident.fact.unsatisfied') : '',
  ].filter(Boolean)

/** What was said and done about my matter, in order. */
export const MatterTimeline = ({ matter }: { matter: Matter }) => {
  const t = useT()
  const entries = matter.timeline.map((entry) => {
    const opening = entry.act === 'report'
    const text = entry.text ?? (opening ? matter.text : null)
    const photos = entry.photos.length > 0 || !opening ? entry.photos : matter.photos
    const lines = factLines(t, entry)
    return {
      id: String(entry.seq),
      at: entry.at,
      who: whoOf(t, entry),
      words:
        text || photos.length + entry.attachments.length + lines.length > 0 ? (
          <>
            {text && <p className="own">{text}</p>}
            {lines.length > 0 && <p className="quiet">{lines.join(' · ')}</p>}
            <Thumbs subject={matter.id} photos={photos} files={matter.files} />
            <Attachments subject={matter.id} attachments={entry.attachments} files={matter.files} />
          </>
        ) : undefined,
    }
  })
  return (
    <section className="section" aria-labelledby="timeline">
      <h2 id="timeline">{t('resident.matter.timeline')}</h2>
      <Timeline entries={entries} label={t('resident.matter.timeline')} />
    </section>
  )
}
