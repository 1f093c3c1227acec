import { useEffect, useLayoutEffect, useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { useT } from '../../../../kernel/web/i18n.ts'
import {
  ActButton,
  Acts,
  ErrorNotice,
  Loading,
  Page,
  type Photo,
  Steps,
  toast,
  useForm,
} from '../../../../kernel/web/kit/index.ts'
import { PageTools } from '../../../../kernel/web/kit/page-tools.tsx'
import { isProblem, webProblem } from '../../../../kernel/web/web-problem.ts'
import { usePlace } from '../place.ts'
import { keepReceipt } from '../receipts.ts'
import { useSession } from '../session.ts'
import { said } from '../words.ts'
import { type Draft, dropDraft, emptyDraft, keepDraft, keptDraft, type Variant } from './draft.ts'
import { keepPhotos, keptPhotos } from './draft-photos.ts'
import { sendReport } from './send-report.ts'
import { StepSay } from './step-say.tsx'
import { StepWhat } from './step-what.tsx'
import { StepWho } from './step-who.tsx'

type Props = { variant: Variant; studio?: string | undefined }

const stepOf = (pointer: string): number => {
  if (/^\/(body\/)?(category|fields)/.test(pointer)) return 1
  return /^\/(body\/)?(text|title|unit|spot|point|photos|joins)/.test(pointer) ? 2 : 3
}

const useReport = ({ variant, studio }: Props) => {
  const t = useT()
  const place = usePlace()
  const { known } = useSession()
  const [, go] = useLocation()
  const [search, setSearch] = useSearchParams()
  const [photos, setPhotos] = useState<Photo[]>([])
  const form = useForm<Draft>({
    initial: { ...keptDraft(variant), ...(studio ? { studio } : {}) },
    errorWords: (code, name) => said(t, `resident.error.${name}.${code}`) || undefined,
    submit: async (values) => {
      if (step === 2 && !values.unit)
        throw webProblem({ type: 'invalid', status: 400, errors: [{ pointer: '/unit', code: 'missing' }] })
      if (step < 3) return open(step + 1)
      try {
        const done = await sendReport({ variant, draft: values, known, photos })
        dropDraft(variant)
        await keepPhotos(variant, [])
        if (done.arrived) keepReceipt(done.receipt)
        else toast(t('kit.outbox.kept'))
        go(done.arrived ? `/receipt/${done.receipt.id}` : '/outbox', { replace: true })
      } catch (thrown) {
        const first = isProblem(thrown) ? thrown.errors[0] : undefined
        if (first && stepOf(first.pointer) < 3) open(stepOf(first.pointer))
        throw thrown
      }
    },
  })
  const { values, set } = form
  const patch = (part: Partial<Draft>) => {
    for (const [name, value] of Object.entries(part)) set(name as keyof Draft, value as never)
  }
  // Nobody gets past a step that is not done, not even with the address of a later one.
  const reached = values.category === '' ? 1 : values.text.trim().length < 2 || !values.unit ? 2 : 3
  const step = Math.max(1, Math.min(Number(search.get('step')) || 1, reached))
  const open = (to: number) => {
    setSearch((before) => {
      before.set('step', String(to))
      return before
    })
    window.scrollTo(0, 0)
  }

  useLayoutEffect(() => keepDraft(variant, values), [variant, values])
  useEffect(() => {
    keptPhotos(variant).then((kept) => setPhotos((now) => (now.length > 0 ? now : kept)))
  }, [variant])
  useEffect(() => {
    if (!place || values.unit) return
    set('place', place)
    set('unit', place.code)
  }, [place])

  const onPhotos = (next: Photo[]) => {
    setPhotos(next)
    keepPhotos(variant, next)
  }
  const startOver = () => {
    dropDraft(variant)
    onPhotos([])
    patch({ ...emptyDraft(), unit: values.unit, place: values.place })
    open(1)
  }
  return { form, step, open, photos, onPhotos, startOver }
}

/** Three short steps: what, in one's own words, and who; at most three things have to be filled in. */
export const ReportForm = (props: Props) => {
  const t = useT()
  const { variant } = props
  const { waiting } = useSession()
  const { form, step, open, photos, onPhotos, startOver } = useReport(props)
  const title = t(variant === 'suggestion' ? 'resident.suggest.title' : 'resident.report.title')
  const steps = ['what', 'say', 'who'].map((id) => ({ id, label: t(`resident.step.${id}`) }))
  const touched = form.values.category !== '' || form.values.text !== ''
  return (
    <Page title={title} back={{ href: '/', label: t('kit.label.home') }}>
      <PageTools key={step} />
      <Steps steps={steps} now={step - 1} />
      <form {...form.props} aria-label={title}>
        {waiting && <Loading />}
        {step === 1 && <StepWhat form={form} />}
        {step === 2 && <StepSay form={form} photos={photos} onPhotos={onPhotos} />}
        {step === 3 && <StepWho form={form} variant={variant} />}
        <ErrorNotice problem={form.problem} unmetWords={(id) => said(t, `matters.unmet.${id}`, id)} />
        <Acts>
          <ActButton type="submit" kind="main" busy={form.busy && step === 3}>
            {t(step < 3 ? 'resident.report.next' : 'resident.report.send')}
          </ActButton>
          {step > 1 && <ActButton onAct={() => open(step - 1)}>{t('resident.report.before')}</ActButton>}
        </Acts>
        <p className="said-line">
          <span className="quiet">{t('resident.report.kept')}</span>
          {touched && (
            <button type="button" className="plain-button" onClick={startOver}>
              {t('resident.report.startOver')}
            </button>
          )}
        </p>
      </form>
    </Page>
  )
}
