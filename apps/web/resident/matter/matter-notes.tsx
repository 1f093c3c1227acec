import { formatDay } from '../../../../kernel/web/day.ts'
import { useT } from '../../../../kernel/web/i18n.ts'
import { Notice, TimeLeftWords } from '../../../../kernel/web/kit/index.ts'
import type { Matter } from '../api.ts'
import { said, useCategories } from '../words.ts'

/** What one has to know before reading on: merged, sealed, sent away, asked to wait. */
export const MatterNotes = ({ matter }: { matter: Matter }) => {
  const t = useT()
  return (
    <>
      {matter.reporter.sealed && <Notice title={t('resident.matter.sealed')}>{t('resident.matter.sealedNote')}</Notice>}
      {matter.mergedInto && (
        <Notice title={t('resident.matter.mergedInto', { number: matter.mergedInto.number })}>
          {t('resident.matter.mergedNote')}
        </Notice>
      )}
      {matter.state === 'declined' && (
        <Notice title={t('resident.matter.declined')}>{t('resident.matter.declinedNote')}</Notice>
      )}
      {matter.state === 'withdrawn' && (
        <Notice title={t('matters.state.withdrawn')}>{t('resident.matter.withdrawnNote')}</Notice>
      )}
      {matter.extension.granted === true && (
        <Notice>{t('resident.matter.extended', { n: matter.extension.days ?? 0 })}</Notice>
      )}
    </>
  )
}

/** How it came out, in the words of who answers for it. */
export const MatterResult = ({ matter }: { matter: Matter }) => {
  const t = useT()
  if (!matter.answerText && !matter.outcome) return null
  return (
    <section className="section" aria-labelledby="result">
      <h2 id="result">
        {t('resident.matter.result')}
        {matter.outcome && `：${t(`matters.outcome.${matter.outcome}`)}`}
      </h2>
      {matter.outcomeText && matter.outcomeText !== matter.answerText && <p className="own">{matter.outcomeText}</p>}
      {matter.answerText && <p className="own">{matter.answerText}</p>}
      {matter.satisfied !== null && (
        <p className="quiet">{t(matter.satisfied ? 'resident.fact.satisfied' : 'resident.fact.unsatisfied')}</p>
      )}
    </section>
  )
}

/** Other units at work beside the lead one, each with its own clock. */
export const CoUnits = ({ matter }: { matter: Matter }) => {
  const t = useT()
  if (matter.children.length === 0) return null
  return (
    <section className="section" aria-labelledby="co-units">
      <h2 id="co-units">{t('resident.matter.coUnits')}</h2>
      <ul className="row-list">
        {matter.children.map((child) => (
          <li key={child.id}>
            <span>
              {child.org} <small>{t(`resident.child.${child.kind}`)}</small>
            </span>
            {child.dueAt ? (
              <TimeLeftWords dueAt={child.dueAt} workdaysLeft={child.left ?? 0} />
            ) : (
              <small>{said(t, `matters.child.${child.state}`, said(t, `resident.child.${child.state}`))}</small>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What I said at the start: kind, place, limit and whose duty it is. */
export const MatterFacts = ({ matter }: { matter: Matter }) => {
  const t = useT()
  const { list, named, nameOf } = useCategories()
  const category = list.find((one) => one.id === matter.category)
  const facts: [string, string][] = [
    [t('resident.matter.kind'), named(matter.category)],
    ...Object.entries(matter.fields).map(([id, value]): [string, string] => {
      const field = category?.fields.find((one) => one.id === id)
      const choice = field?.choices.find((one) => one.id === value)
      return [field ? nameOf(field) : id, choice ? nameOf(choice) : value]
    }),
    [t('resident.matter.place'), [matter.unit.name, matter.spot].filter(Boolean).join(' · ')],
    [t('resident.matter.first'), matter.first.name],
    [t('resident.matter.lead'), matter.lead?.name ?? ''],
    [
      t('resident.matter.limit'),
      matter.limit
        ? [
            t(`resident.limit.${matter.limit.unit}`, { n: matter.limit.amount }),
            matter.limit.dueAt ? t('resident.matter.until', { day: formatDay(matter.limit.dueAt) }) : '',
            matter.limit.basis,
          ]
            .filter(Boolean)
            .join('，')
        : '',
    ],
    [t('resident.matter.joined'), matter.joined > 0 ? t('resident.report.joined', { n: matter.joined + 1 }) : ''],
  ]
  return (
    <section className="section" aria-labelledby="facts">
      <h2 id="facts">{t('resident.matter.facts')}</h2>
      <dl className="facts">
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  )
}
