import { formatTime } from '@gongzhi/kernel/web/day.ts'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { View } from './api.ts'
import { limitWords } from './limit-words.ts'
import { Papers } from './papers.tsx'
import { useCategories } from './use-categories.ts'

/** What was reported, in the reporter's words and pictures. */
export const Reported = ({ view }: { view: View }) => {
  const t = useT()
  return (
    <section className="stack tight" aria-label={t('work.label.reported')}>
      <p className="written lead-text">{view.text}</p>
      <Papers view={view} subject={view.id} photos={view.photos} />
    </section>
  )
}

/** All that is known about it. */
export const MatterFacts = ({ view }: { view: View }) => {
  const t = useT()
  const { name, find, say } = useCategories()
  const asked = find(view.category)?.fields ?? []
  const fields = Object.entries(view.fields).map(([id, value]): [string, ReactNode] => {
    const field = asked.find((one) => one.id === id)
    const choice = field?.choices.find((one) => one.id === value)
    return [field ? say(field) : id, choice ? say(choice) : value]
  })
  const facts: [string, ReactNode][] = [
    [t('work.about.category'), name(view.category)],
    [t('work.about.levelName'), view.level ? t(`matters.level.${view.level}`) : ''],
    [t('work.about.place'), [view.town?.name, view.unit.name, view.spot].filter(Boolean).join(' ')],
    [t('work.label.grid'), view.grid?.name ?? ''],
    ...fields,
    [t('work.about.channelName'), `${t(`matters.channel.${view.channel}`)} · ${formatTime(view.openedAt)}`],
    [
      t('work.about.limit'),
      view.limit ? t('work.label.limitOf', { limit: limitWords(view.limit, t), basis: view.limit.basis }) : '',
    ],
    [t('work.about.first'), view.first.name],
    [t('work.about.lead'), view.lead?.name ?? ''],
    [t('work.about.round'), view.round > 1 ? t('work.label.round', { n: view.round }) : ''],
    [t('work.about.returns'), view.returns > 0 ? t('work.label.times', { n: view.returns }) : ''],
    [t('work.about.visits'), view.visits.tried > 0 ? t('work.label.times', { n: view.visits.tried }) : ''],
    [
      t('work.about.extension'),
      view.extension.asked
        ? t(
            view.extension.granted === null
              ? 'work.label.extensionAsked'
              : view.extension.granted
                ? 'work.label.extensionGranted'
                : 'work.label.extensionRefused',
            { n: view.extension.days ?? 0 },
          )
        : '',
    ],
    [t('work.about.outcome'), view.outcome ? t(`matters.outcome.${view.outcome}`) : ''],
    [
      t('work.about.mergedInto'),
      view.mergedInto ? <Link href={`/m/${view.mergedInto.id}`}>{view.mergedInto.number}</Link> : '',
    ],
  ]
  return (
    <section className="stack tight" aria-label={t('work.label.about')}>
      <dl className="facts">
        {facts
          .filter(([, value]) => value !== '')
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {view.merged.length > 0 && (
        <div>
          <h2 className="over">{t('work.label.merged', { n: view.merged.length })}</h2>
          <ul className="plain-list">
            {view.merged.map((one) => (
              <li key={one.id}>
                <Link href={`/m/${one.id}`}>
                  {one.number} {one.title}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}
