import { formatDay } from '@gongzhi/kernel/web/day.ts'
import { useSaid } from '@gongzhi/kernel/web/i18n.ts'
import { ActButton, ErrorNotice, Loading, Slip } from '@gongzhi/kernel/web/kit/index.ts'
import { lazy, Suspense, useState } from 'react'
import { concernOf } from '../rules/concerns.ts'
import { useGet } from './api.ts'
import { Do } from './do.tsx'
import { PaperLinks } from './papers.tsx'
import { More } from './pieces.tsx'
import { VerdictOf } from './verdict-of.tsx'
import { useWords } from './words.ts'

// for those who write one down only
const GiveMandate = /* @__PURE__ */ lazy(() => import('./give-mandate.tsx'))

/** What the villagers’ meeting gave into the hands of the representatives, and until when (村民委员会组织法 Art. 28, X4). */
export const Mandates = ({ unit, keeps }: { unit: string; keeps: boolean }) => {
  const say = useWords()
  const said = useSaid()
  const [open, setOpen] = useState(false)
  const found = useGet('deliberation.mandates', { query: { unit } })
  return (
    <section className="section" aria-labelledby="mandates">
      <h2 id="mandates">{say('mandate.title')}</h2>
      <p className="quiet">{say('mandate.note')}</p>
      <ErrorNotice problem={found.error} onAgain={found.refetch} />
      {found.isPending && <Loading />}
      {found.data?.length === 0 && <p>{say('mandate.none')}</p>}
      {found.data?.map((one) => (
        <Slip
          key={one.id}
          title={one.concerns.map((id) => said(concernOf(id))).join('；')}
          number={one.number}
          level={3}
        >
          <p className="standing">
            <b>{say(`mandate.state.${one.state}`)}</b>
            <span className="num">{say('mandate.until', { on: formatDay(one.on), until: formatDay(one.until) })}</span>
          </p>
          <p className="own">{one.text}</p>
          {one.ended && <p>{one.ended}</p>}
          {one.resolution && (
            <More href={`/resolutions/${one.resolution.id}?county=${unit.slice(0, 6)}`}>
              {say('mandate.byResolution', { number: one.resolution.number })}
            </More>
          )}
          <PaperLinks subject={one.id} files={one.files} />
          <details>
            <summary>
              {say(`bodies.kind.${one.by}`)}{' '}
              <span className="num">{say('mandate.counts', { ...one.counts, present: one.present })}</span>
            </summary>
            {one.verdicts.map((verdict, at) => (
              <VerdictOf key={verdict.rule} verdict={verdict} kind={at === 0 ? 'quorum' : 'pass'} />
            ))}
          </details>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one */}
          <div className="acts" role="group" aria-label={say('meeting.acts')}>
            <Do
              of="mandate.take-back"
              endpoint="deliberation.take-back"
              id={one.id}
              prospects={one.prospects}
              asks={[{ name: 'reason', label: say('mandate.whyBack'), kind: 'area', most: 500 }]}
            />
          </div>
        </Slip>
      ))}
      {keeps && !open && (
        <div className="acts">
          <ActButton onAct={() => setOpen(true)}>{say('mandate.act.give-mandate')}</ActButton>
        </div>
      )}
      {keeps && open && (
        <Suspense fallback={<Loading />}>
          <GiveMandate
            unit={unit}
            onDone={() => {
              setOpen(false)
              found.refetch()
            }}
          />
        </Suspense>
      )}
    </section>
  )
}
