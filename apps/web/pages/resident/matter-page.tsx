import { PaperButtons } from '@gongzhi/documents/web'
import { useReadAbout } from '@gongzhi/notices/web'
import { SealOfNumber } from '@gongzhi/record/web'
import { Link } from 'wouter'
import { formatDay } from '../../../../kernel/web/day.ts'
import type { T } from '../../../../kernel/web/i18n.ts'
import { useT } from '../../../../kernel/web/i18n.ts'
import { Empty, ErrorNotice, Loading, Page, Slip } from '../../../../kernel/web/kit/index.ts'
import { PageTools } from '../../../../kernel/web/kit/page-tools.tsx'
import { type Matter, useGet } from '../../resident/api.ts'
import { CoUnits, MatterFacts, MatterNotes, MatterResult } from '../../resident/matter/matter-notes.tsx'
import { MatterTimeline } from '../../resident/matter/matter-timeline.tsx'
import { mayDo, Rating, ReplyForm, Withdraw } from '../../resident/matter/my-acts.tsx'
import { isLate, Standing } from '../../resident/matter-slip.tsx'
import { countyOf } from '../../resident/place.ts'
import { useSession } from '../../resident/session.ts'
import { SignInFirst } from '../../resident/sign-in-first.tsx'
import { fiveSteps } from '../../resident/words.ts'

// The act that ends each step; done again after a reopening, the last time counts.
const ends = [['accept'], ['dispatch'], ['conclude', 'conclude-with'], ['answer'], ['visit', 'rate', 'close']]

/** The five steps, with the day each was done. */
const datedSteps = (matter: Matter) => (t: T) =>
  fiveSteps(t).map((step, at) => {
    const done = matter.state === 'closed' || at < (matter.step ?? 0)
    const last = matter.timeline.filter((entry) => ends[at]?.includes(entry.act)).pop()
    return done && last ? { ...step, at: formatDay(last.at) } : step
  })

const MatterBody = ({ id }: { id: string }) => {
  const t = useT()
  const { data: matter, error, refetch } = useGet('matters.matter', { params: { id } })
  const back = { href: '/mine', label: t('resident.mine.title') }
  if (error && !matter)
    return (
      <Page title={t('resident.matter.title')} back={back}>
        <ErrorNotice problem={error} onAgain={error.status === 404 ? undefined : () => refetch()} />
        {error.status === 404 && <Empty>{t('resident.matter.notMine')}</Empty>}
      </Page>
    )
  if (!matter)
    return (
      <Page title={t('resident.matter.title')} back={back}>
        <Loading />
      </Page>
    )
  return (
    <Page title={matter.title} note={matter.number} back={back}>
      <PageTools paper />
      <Slip className="plain" title={t('resident.matter.where')} late={isLate(matter)}>
        <Standing row={matter} steps={datedSteps(matter)} />
      </Slip>
      <MatterNotes matter={matter} />
      {mayDo(matter, 'reply') && <ReplyForm matter={matter} />}
      <MatterResult matter={matter} />
      {matter.answerText !== null && (
        <PaperButtons paper="answer" id={matter.id} name={t('resident.matter.answerLetter')} />
      )}
      {mayDo(matter, 'rate') && matter.satisfied !== true && <Rating matter={matter} />}
      {matter.state === 'closed' && <SealOfNumber county={countyOf(matter.unit.code)} number={matter.number} />}
      <MatterTimeline matter={matter} />
      <CoUnits matter={matter} />
      <MatterFacts matter={matter} />
      <ul className="links">
        {matter.code && (
          <li>
            <Link href={`/receipt/${matter.id}`}>
              {t('resident.matter.code')}
              <code>{matter.code}</code>
            </Link>
          </li>
        )}
        {mayDo(matter, 'withdraw') && (
          <li>
            <Withdraw matter={matter} />
          </li>
        )}
      </ul>
    </Page>
  )
}

/** One of my matters: where it stands, what is asked of me, what was said and done. */
const MatterPage = ({ id }: { id: string }) => {
  const t = useT()
  const { known, follows } = useSession()
  useReadAbout(id, known)
  if (known || follows) return <MatterBody key={id} id={id} />
  return (
    <Page title={t('resident.matter.title')} back={{ href: '/', label: t('kit.label.home') }}>
      <SignInFirst byCode>{null}</SignInFirst>
    </Page>
  )
}

export default MatterPage
