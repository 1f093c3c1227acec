import { useSaid } from '@gongzhi/kernel/web/i18n.ts'
import {
  ActButton,
  Acts,
  ErrorNotice,
  Field,
  Page,
  type Photo,
  PhotoPicker,
  Select,
  TextArea,
  toast,
  useForm,
} from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { concerns, MANDATE } from '../rules/concerns.ts'
import { useAct } from './api.ts'
import { dropDraft, readDraft, useKept } from './draft.ts'
import { chosenIn, GivenMatters } from './given-matters.tsx'
import { keepPhotos } from './keep-photos.ts'
import { ReservedHint } from './reserved-hint.tsx'
import { useWords } from './words.ts'

/** 提议题: what it is, in one's own words. */
export const NewTopicPage = ({ back }: { back: { href: string; label: string } }) => {
  const say = useWords()
  const [search] = useSearchParams()
  const [, go] = useLocation()
  const unit = search.get('unit') ?? ''
  const propose = useAct('deliberation.propose')
  const said = useSaid()
  const [photos, setPhotos] = useState<readonly Photo[]>([])
  const draft = `topic.${unit}`
  const form = useForm({
    initial: readDraft(draft, { title: '', text: '', concerns: 'common', chosen: '', until: '' }),
    submit: async ({ chosen, until = '', ...body }) => {
      const grants = body.concerns === MANDATE ? { grants: { concerns: chosenIn(chosen), until } } : {}
      const { id } = await propose.mutateAsync({
        body: { ...body, ...grants, unit, photos: await keepPhotos(photos) },
      })
      dropDraft(draft)
      toast(say('topic.sent'))
      go(`/topics/${id}?county=${unit.slice(0, 6)}`)
    },
  })
  useKept(draft, form.values)
  return (
    <Page title={say('topic.new')} back={back}>
      <form {...form.props}>
        <Field {...form.field('title')} label={say('topic.field.title')} required minLength={2} maxLength={60} />
        <TextArea
          {...form.field('text')}
          label={say('topic.field.text')}
          required
          minLength={2}
          maxLength={2000}
          rows={6}
        />
        <Select
          {...form.field('concerns')}
          label={say('topic.field.concerns')}
          required
          choices={concerns.map((one) => ({ value: one.id, label: said(one) }))}
        />
        {form.values.concerns === MANDATE && (
          <>
            <GivenMatters chosen={form.values.chosen} onChange={(next) => form.set('chosen', next)} />
            <Field {...form.field('until')} label={say('mandate.untilDay')} type="date" required />
          </>
        )}
        <ReservedHint concern={form.values.concerns} />
        <PhotoPicker label={say('topic.photos')} hint={say('topic.photosHint')} photos={photos} onChange={setPhotos} />
        <ErrorNotice problem={form.problem} unmetWords={(id) => say(`unmet.${id}`)} />
        <Acts>
          <ActButton
            type="submit"
            kind="main"
            busy={form.busy}
            missing={
              form.values.concerns === MANDATE && chosenIn(form.values.chosen).length === 0
                ? [say('mandate.noConcern')]
                : []
            }
          >
            {say('topic.new')}
          </ActButton>
        </Acts>
      </form>
    </Page>
  )
}
