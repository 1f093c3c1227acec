import { formatDay } from '@gongzhi/kernel/web/day.ts'
import { ActButton, Acts, DataTable, Empty, ErrorNotice, Loading, Page } from '@gongzhi/kernel/web/kit/index.ts'
import { PageTools } from '@gongzhi/kernel/web/kit/page-tools.tsx'
import { lazy, Suspense, useState } from 'react'
import { type RuleView, useGet } from './api.ts'
import { useWords } from './words.ts'

const RuleForm = /* @__PURE__ */ lazy(() => import('./rule-form.tsx').then(({ RuleForm: form }) => ({ default: form })))
const RuleActs = /* @__PURE__ */ lazy(() => import('./rule-form.tsx').then(({ RuleActs: acts }) => ({ default: acts })))

const RuleSection = ({ rule, body }: { rule: RuleView; body: string }) => {
  const say = useWords()
  const { resolution, adoptedAt } = rule
  return (
    <section className="section" aria-labelledby={rule.id}>
      <h2 id={rule.id}>{rule.title}</h2>
      <p className="standing">
        <b>{say(`points-rule.state.${rule.state}`)}</b>
        <span className="quiet num">{rule.number}</span>
      </p>
      {resolution && adoptedAt && (
        <p>
          <a href={`/resolutions/${resolution.id}?county=${body.slice(0, 6)}`}>
            {say('rule.by', { number: resolution.number, title: resolution.title, day: formatDay(adoptedAt) })}
          </a>
        </p>
      )}
      <p className="own">{rule.text}</p>
      <DataTable
        caption={say('rule.acts')}
        rows={rule.clauses}
        rowKey={({ act }) => act}
        columns={[
          { id: 'act', head: say('rule.act'), cell: ({ act }) => say(`did.${act}`) },
          { id: 'points', head: say('rule.points'), cell: ({ points }) => points, figure: true },
          { id: 'most', head: say('rule.most'), cell: ({ most }) => most, figure: true },
        ]}
      />
      <p>{say('rule.yearMost', { n: rule.yearMost })}</p>
      {rule.goods.length > 0 && (
        <>
          <h3>{say('rule.goods')}</h3>
          <ul>
            {rule.goods.map(({ name, points, left }) => (
              <li key={name}>
                {name} <span className="quiet num">{say('goods.left', { points, left })}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {rule.state === 'draft' && rule.prospects.length > 0 && (
        <Suspense fallback={null}>
          <RuleActs rule={rule} body={body} />
        </Suspense>
      )}
    </section>
  )
}

/** 履职工作规则、积分细则: for everybody to read; those who keep the council's papers draft it and put it in force. */
export const CouncilRulePage = ({ body, back }: { body: string; back: { href: string; label: string } }) => {
  const say = useWords()
  const found = useGet('points.rules', { query: { body } })
  const [drafting, setDrafting] = useState(false)
  const data = found.data
  const now = data?.rules.filter(({ state }) => state === 'in-force' || state === 'draft') ?? []
  const earlier = data?.rules.filter(({ state }) => state === 'superseded') ?? []
  return (
    <Page title={say('rule.title')} note={data?.village} back={back}>
      <PageTools paper />
      {found.isPending && <Loading />}
      <ErrorNotice problem={found.error} onAgain={found.refetch} />
      <p className="quiet">{say('rule.promise')}</p>
      {data && now.length === 0 && !drafting && <Empty>{say('rule.none')}</Empty>}
      {now.map((rule) => (
        <RuleSection key={rule.id} rule={rule} body={body} />
      ))}
      {data?.drafts &&
        (drafting ? (
          <Suspense fallback={<Loading />}>
            <RuleForm body={body} onDone={() => setDrafting(false)} />
          </Suspense>
        ) : (
          <Acts>
            <ActButton kind={now.length === 0 ? 'main' : 'plain'} onAct={() => setDrafting(true)}>
              {say('rule.draft')}
            </ActButton>
          </Acts>
        ))}
      {earlier.length > 0 && (
        <section className="section" aria-labelledby="earlier">
          <h2 id="earlier">{say('rule.earlier')}</h2>
          <ul>
            {earlier.map(({ id, number, title }) => (
              <li key={id}>
                {title} <span className="quiet num">{number}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  )
}
