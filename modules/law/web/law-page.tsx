import { formatDay } from '@gongzhi/kernel/web/day.ts'
import { useSaid } from '@gongzhi/kernel/web/i18n.ts'
import { ErrorNotice, Loading, Page, Select } from '@gongzhi/kernel/web/kit/index.ts'
import { PageTools } from '@gongzhi/kernel/web/kit/page-tools.tsx'
import { useState } from 'react'
import type { Law } from '../rules/merge.ts'
import { useGet } from './api.ts'
import { OwnRules } from './own-rules.tsx'
import { RuleSlip } from './rule-slip.tsx'
import { useLawWords } from './words.ts'

/** 规则: what holds at a place today, body by body, with every article; numbers can be tried. */
export const LawPage = ({ place, back }: { place: string; back: { href: string; label?: string } }) => {
  const tell = useLawWords()
  const say = useSaid()
  const [body, choose] = useState('villagerReps')
  const { data, error, refetch } = useGet('law.at', { query: { place } })
  if (!data)
    return (
      <Page title={tell('title')} back={back}>
        <ErrorNotice problem={error} onAgain={() => refetch()} />
        {!error && <Loading />}
      </Page>
    )
  const law: Law = { ...data, rules: new Map(data.rules.map(({ id, words }) => [id, words])) }
  const ids = [...law.rules.keys()]
  const bodies = [...new Set(ids.map((id) => id.split('.')[0] ?? ''))]
  const nameOf = (id: string) => (data.names.bodies[id] ? say(data.names.bodies[id]) : id)
  return (
    <Page title={tell('title')} note={formatDay(data.on)} back={back}>
      <PageTools paper />
      <p className="quiet">
        {tell('intro', {
          packs: [
            ...new Set(
              data.packs.map((pack) => (pack.scope.length < 6 ? `${pack.title} ${pack.version}` : pack.title)),
            ),
          ].join('、'),
        })}
      </p>
      <Select
        name="body"
        required
        label={tell('body')}
        value={body}
        onChange={choose}
        choices={bodies.map((id) => ({ value: id, label: nameOf(id) }))}
      />
      <section className="stack" aria-label={nameOf(body)}>
        <h2>{nameOf(body)}</h2>
        {ids
          .filter((id) => id.startsWith(`${body}.`))
          .map((id) => (
            <RuleSlip key={id} law={law} id={id} names={data.names} />
          ))}
      </section>
      {place.length === 12 && <OwnRules place={place} names={data.names} />}
      <p className="quiet">{tell('disclaimer')}</p>
    </Page>
  )
}
