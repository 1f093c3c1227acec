import { useState } from 'react'
import { Link } from 'wouter'
import { formatHour, formatTime } from '../../../../kernel/web/day.ts'
import { useT } from '../../../../kernel/web/i18n.ts'
import {
  ActButton,
  Dialog,
  Empty,
  ErrorNotice,
  Loading,
  Page,
  Slip,
  TextArea,
  toast,
  useForm,
} from '../../../../kernel/web/kit/index.ts'
import { PageTools } from '../../../../kernel/web/kit/page-tools.tsx'
import { type ReplyOf, useAct, useGet } from '../../resident/api.ts'
import { countyOf, type Place, usePlace } from '../../resident/place.ts'
import { useSession } from '../../resident/session.ts'
import { said } from '../../resident/words.ts'

type Reception = ReplyOf<'matters.receptions'>[number]

const BookForm = ({ reception, onDone }: { reception: Reception; onDone: () => void }) => {
  const t = useT()
  const book = useAct('matters.book', { refresh: ['matters.receptions'] })
  const form = useForm({
    initial: { about: '' },
    submit: async ({ about }) => {
      await book.mutateAsync({ params: { id: reception.id }, body: { about } })
      onDone()
      toast(t('resident.studios.booked'))
    },
  })
  return (
    <form {...form.props}>
      <p>
        {reception.studioName}，{formatTime(reception.from)}
      </p>
      <TextArea
        {...form.field('about')}
        required
        label={t('resident.studios.about')}
        rows={3}
        minLength={2}
        maxLength={200}
      />
      <ErrorNotice problem={form.problem} unmetWords={(id) => said(t, `matters.unmet.${id}`, id)} />
      <ActButton type="submit" kind="main" busy={form.busy}>
        {t('resident.studios.book')}
      </ActButton>
    </form>
  )
}

const ReceptionSlip = ({ reception }: { reception: Reception }) => {
  const t = useT()
  const { known } = useSession()
  const [open, setOpen] = useState(false)
  const left = Math.max(0, reception.capacity - reception.booked)
  return (
    <Slip title={reception.studioName} number={reception.number} level={3}>
      <p>
        <b className="num">
          {formatTime(reception.from)}–{formatHour(reception.to)}
        </b>
        <br />
        {reception.place}
      </p>
      <p className="quiet">
        {[reception.delegates.join('、'), t('resident.studios.left', { n: left })].filter(Boolean).join(' · ')}
      </p>
      {known ? (
        <ActButton missing={left === 0 ? [t('resident.studios.full')] : []} onAct={() => setOpen(true)}>
          {t('resident.studios.book')}
        </ActButton>
      ) : (
        <Link className="tall" href="/sign-in?back=/studios">
          {t('resident.studios.signIn')}
        </Link>
      )}
      <Dialog open={open} title={t('resident.studios.book')} onClose={() => setOpen(false)}>
        <BookForm reception={reception} onDone={() => setOpen(false)} />
      </Dialog>
    </Slip>
  )
}

const Found = ({ place }: { place: Place }) => {
  const t = useT()
  const county = countyOf(place.code)
  const studios = useGet('territory.studios', { query: { county } })
  const receptions = useGet('matters.receptions', { query: { county } })
  const [shown, show] = useState(20)
  const near = (seat: string) => Number(seat.slice(0, 9) === place.code.slice(0, 9)) + Number(seat === place.code)
  const sorted = [...(studios.data?.studios ?? [])].sort((a, b) => near(b.seat) - near(a.seat))
  const coming = (receptions.data ?? [])
    .filter((one) => one.state !== 'closed' && Date.parse(one.to) > Date.now())
    .sort((a, b) => a.from.localeCompare(b.from))
  return (
    <>
      <section className="section" aria-labelledby="coming">
        <h2 id="coming">{t('resident.studios.coming')}</h2>
        {receptions.isPending && <Loading />}
        <ErrorNotice problem={receptions.error} onAgain={() => receptions.refetch()} />
        {receptions.data && coming.length === 0 && <Empty>{t('resident.studios.noneComing')}</Empty>}
        {coming.slice(0, 10).map((reception) => (
          <ReceptionSlip key={reception.id} reception={reception} />
        ))}
      </section>
      <section className="section" aria-labelledby="studios">
        <h2 id="studios">{t('resident.studios.all')}</h2>
        {studios.isPending && <Loading />}
        <ErrorNotice problem={studios.error} onAgain={() => studios.refetch()} />
        {studios.data && sorted.length === 0 && <Empty>{t('resident.studios.none')}</Empty>}
        {sorted.slice(0, shown).map((studio) => (
          <Slip key={studio.id} title={studio.name} level={3}>
            <p className="quiet">{[studio.hostName, studio.hours].filter(Boolean).join(' · ')}</p>
            {studio.delegates.length > 0 && (
              <p>{t('resident.studios.delegates', { names: studio.delegates.join('、') })}</p>
            )}
            <Link className="tall" href={`/suggest?studio=${encodeURIComponent(studio.id)}`}>
              {t('resident.suggest.title')}
            </Link>
          </Slip>
        ))}
        {sorted.length > shown && (
          <button type="button" className="more" onClick={() => show(shown + 20)}>
            {t('resident.mine.more')}
          </button>
        )}
      </section>
    </>
  )
}

/** 联系代表: coming sessions with places to book, and every studio with its hours. */
const StudiosPage = () => {
  const t = useT()
  const place = usePlace()
  return (
    <Page title={t('resident.studios.title')} note={place?.town} back={{ href: '/', label: t('kit.label.home') }}>
      <PageTools paper />
      <p>{t('resident.studios.note')}</p>
      {place ? (
        <Found place={place} />
      ) : (
        <Empty>
          <p>{t('resident.place.first')}</p>
          <Link className="tall" href="/place?to=studios">
            {t('resident.place.choose')}
          </Link>
        </Empty>
      )}
    </Page>
  )
}

export default StudiosPage
