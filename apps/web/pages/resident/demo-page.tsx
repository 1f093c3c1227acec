import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useT } from '../../../../kernel/web/i18n.ts'
import { Empty, ErrorNotice, Loading, Page, Tabs } from '../../../../kernel/web/kit/index.ts'
import { call, type ReplyOf, useGet } from '../../resident/api.ts'
import { forgetPlace } from '../../resident/place.ts'
import { useForget } from '../../resident/session.ts'

type Person = ReplyOf<'identity.demo-people'>[number]

const grouped = <Of,>(list: readonly Of[], key: (of: Of) => string): [string, Of[]][] => {
  const groups = new Map<string, Of[]>()
  for (const one of list) groups.set(key(one), [...(groups.get(key(one)) ?? []), one])
  return [...groups]
}

const People = ({ people, onEnter }: { people: readonly Person[]; onEnter: (person: Person) => void }) => {
  const t = useT()
  const residents = (list: readonly Person[]) => list.filter((person) => person.entry === 'resident').length
  // Residents first, and the places they live in: that is where the story begins.
  const places = grouped(
    [...people].sort((a, b) => residents([b]) - residents([a])),
    (person) => person.place,
  ).sort(([, a], [, b]) => residents(b) - residents(a))
  return (
    <div className="stack listed">
      {places.map(([place, here]) => (
        <section key={place} className="section" aria-label={place}>
          <h2>{place || t('resident.demo.elsewhere')}</h2>
          <ul className="links">
            {here.map((person) => (
              <li key={person.account}>
                <button type="button" onClick={() => onEnter(person)}>
                  <span>
                    <b>{person.name}</b> {person.title.replace(place, '').trim()}
                  </span>
                  <small>{t(`resident.demo.${person.entry}`)}</small>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

/** One press signs in as an invented person: residents here, staff at the desk. */
const DemoPage = () => {
  const t = useT()
  const [, go] = useLocation()
  const forget = useForget()
  const { data, error, isPending, refetch } = useGet('identity.demo-people', {})
  const [county, setCounty] = useState<string>()
  const [problem, setProblem] = useState<unknown>()
  const enter = async (person: Person) => {
    setProblem(undefined)
    try {
      await call('identity.demo-sign-in', { body: { account: person.account } })
      if (person.entry === 'work') return location.assign('/work')
      forgetPlace()
      await forget()
      go('/')
    } catch (thrown) {
      setProblem(thrown)
    }
  }
  const counties = grouped(data ?? [], (person) => person.county).sort(([, a], [, b]) => b.length - a.length)
  const shown = county ?? counties[0]?.[0] ?? ''
  const people = counties.find(([code]) => code === shown)?.[1] ?? []
  return (
    <Page title={t('resident.demo.title')} back={{ href: '/', label: t('kit.label.home') }}>
      <p>{t('resident.demo.long')}</p>
      {isPending && <Loading />}
      <ErrorNotice problem={problem ?? (error?.status === 404 ? undefined : error)} onAgain={() => refetch()} />
      {error?.status === 404 && <Empty>{t('resident.demo.off')}</Empty>}
      {counties.length > 1 ? (
        <Tabs
          label={t('resident.place.county')}
          tabs={counties.map(([id, list]) => ({ id, label: list[0]?.countyName ?? id }))}
          value={shown}
          onChange={setCounty}
        >
          <People people={people} onEnter={enter} />
        </Tabs>
      ) : (
        <People people={people} onEnter={enter} />
      )}
      <ul className="links">
        <li>
          <Link href="/demo/outbox">{t('resident.outbox.title')}</Link>
        </li>
      </ul>
    </Page>
  )
}

export default DemoPage
