import { PaperButtons } from '@gongzhi/documents/web'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { Clock, ErrorNotice, Loading, Notice, Page } from '@gongzhi/kernel/web/kit/index.ts'
import { ReceiptsSlip, useReadAbout } from '@gongzhi/notices/web'
import { useEffect } from 'react'
import { useSearchParams } from 'wouter'
import { ActPanel } from './act-panel.tsx'
import { useGet, type View } from './api.ts'
import { ChildSlip } from './child-slip.tsx'
import { MatterFacts, Reported } from './matter-facts.tsx'
import { MatterTimeline } from './matter-timeline.tsx'
import { dueOf, holderOf, isFinal, StepsOf, sortProspects } from './matter-words.tsx'
import { MaybeSame } from './maybe-same.tsx'
import { ReporterBox } from './reporter-box.tsx'
import { useCategories } from './use-categories.ts'
import { usePolling } from './use-polling.ts'
import { useAhead, WaitingActs } from './waiting-acts.tsx'

const Standing = ({ view }: { view: View }) => {
  const t = useT()
  const due = dueOf(view)
  return (
    <div className="slip plain">
      {view.step === null ? <b>{t(`matters.state.${view.state}`)}</b> : <StepsOf row={view} t={t} />}
      {due && !isFinal(view.state) ? (
        <Clock {...due} who={holderOf(view, t)} also={view.supervised ? t('work.label.supervised') : undefined} />
      ) : (
        <p className="quiet">
          {[view.step === null ? '' : t(`matters.state.${view.state}`), isFinal(view.state) ? '' : holderOf(view, t)]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
    </div>
  )
}

const Matter = ({ view }: { view: View }) => {
  const t = useT()
  const [search, setSearch] = useSearchParams()
  const { find, say } = useCategories()
  const act = search.get('act') ?? undefined
  const chosen = search.get('child')
  useEffect(() => {
    if (chosen) document.getElementById(chosen)?.scrollIntoView()
  }, [chosen])
  const prospects = useAhead(view)
  const danger = find(view.category)?.notice
  const beside = view.children.find(({ prospects }) => sortProspects(prospects).ready.length > 0)
  const nothing = isFinal(view.state)
    ? t('work.empty.final')
    : beside
      ? t('work.empty.beside', { kind: t(`matters.child.${beside.kind}`), number: beside.number })
      : t('work.empty.acts', { who: holderOf(view, t) })
  return (
    <Page title={view.title} note={view.number} back={{ href: '/', label: t('work.title.inbox') }}>
      {danger?.lifeSafety && !isFinal(view.state) && <Notice title={danger.phones.join(' · ')}>{say(danger)}</Notice>}
      {/* Placed by style alone: a phone that is turned must not lose a form that is half filled in. */}
      <div className="matter">
        <div className="stack">
          <Standing view={view} />
          <Reported view={view} />
        </div>
        <aside className="stack" aria-label={t('work.label.toDo')}>
          <MaybeSame row={view} prospects={view.prospects} />
          <WaitingActs view={view} />
          <ActPanel
            onClosed={() => act && setSearch(new URLSearchParams(), { replace: true })}
            prospects={prospects}
            subject={view.id}
            number={view.number}
            view={view}
            open={chosen ? undefined : act}
            main
            nothing={nothing}
          />
          {view.answerText !== null && <PaperButtons paper="answer" id={view.id} name={t('work.label.answerLetter')} />}
          <ReporterBox view={view} />
          <ReceiptsSlip subject={view.id} />
        </aside>
        <div className="stack">
          <MatterFacts view={view} />
          {view.children.length > 0 && (
            <section className="stack tight" aria-label={t('work.label.children')}>
              <h2 className="over">{t('work.label.children')}</h2>
              {view.children.map((child) => (
                <ChildSlip key={child.id} child={child} view={view} open={child.id === chosen ? act : undefined} />
              ))}
            </section>
          )}
          <MatterTimeline view={view} />
        </div>
      </div>
    </Page>
  )
}

/** One matter: what was reported, where it stands, what can be done, what was done. */
const MatterPage = ({ id }: { id: string }) => {
  const t = useT()
  const found = useGet('matters.matter', { params: { id } })
  usePolling(found.refetch)
  useReadAbout(id, true)
  if (found.data) return <Matter key={id} view={found.data} />
  return (
    <Page title={t('work.title.matter')} back={{ href: '/', label: t('work.title.inbox') }}>
      <ErrorNotice problem={found.error} onAgain={found.refetch} />
      {found.isPending && <Loading />}
    </Page>
  )
}

export default MatterPage
