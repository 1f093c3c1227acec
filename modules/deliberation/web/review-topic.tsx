import { useSaid } from '@gongzhi/kernel/web/i18n.ts'
import {
  ActButton,
  Acts,
  ErrorNotice,
  Field,
  RadioCards,
  Select,
  TextArea,
  toast,
  useForm,
} from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { concerns, MANDATE } from '../rules/concerns.ts'
import { type Ground, grounds } from '../rules/rows.ts'
import { type TopicView, useAct } from './api.ts'
import { dropDraft, readDraft, useKept } from './draft.ts'
import { ReservedHint } from './reserved-hint.tsx'
import { useWords } from './words.ts'

type Props = { topic: TopicView; onClose: () => void }

/** 预审通过: with whose decision it is by law, which may be put right (X4). */
const AdmitForm = ({ topic, onClose }: Props) => {
  const say = useWords()
  const said = useSaid()
  const admit = useAct('deliberation.admit')
  const form = useForm({
    initial: { concerns: topic.concerns },
    submit: async ({ concerns: chosen }) => {
      const concern = concerns.find(({ id }) => id === chosen)
      await admit.mutateAsync({ params: { id: topic.id }, body: concern ? { concerns: concern.id } : {} })
      toast(`${say('topic.act.admit')} · ${say('done')}`, 2_500)
      onClose()
    },
  })
  return (
    <form {...form.props}>
      {topic.origin ? (
        <p>{say('review.studiedNote', { body: say(`bodies.kind.${topic.body}`) })}</p>
      ) : (
        <>
          <Select
            {...form.field('concerns')}
            label={say('field.concerns')}
            hint={say('review.concernsHint')}
            required
            choices={concerns
              .filter(({ id }) => (id === MANDATE) === (topic.grants !== null))
              .map((one) => ({ value: one.id, label: said(one) }))}
          />
          {form.values.concerns !== topic.concerns && <ReservedHint concern={form.values.concerns} />}
        </>
      )}
      <ErrorNotice problem={form.problem} unmetWords={(id) => say(`unmet.${id}`)} />
      <Acts>
        <ActButton type="submit" kind="main" busy={form.busy}>
          {say('vote.sure')}
          {say(topic.origin ? 'review.studied' : 'topic.act.admit')}
        </ActButton>
        <ActButton onAct={onClose}>{say('cancel')}</ActButton>
      </Acts>
    </form>
  )
}

/** Words that a reviewer may take as they are, or write on from, by ground. */
const READY: Readonly<Record<Ground, readonly string[]>> = {
  'not-ready': ['where', 'asked', 'cost'],
  law: ['settled', 'office'],
  covenant: ['agreed', 'talk'],
}

/** 不协商: one of three grounds, the words, the article; whoever brought it reads what comes next (D11, I3). */
const RefuseForm = ({ topic, onClose }: Props) => {
  const say = useWords()
  const refuse = useAct('deliberation.refuse')
  const draft = `${topic.id}.refuse`
  const form = useForm({
    initial: readDraft(draft, { ground: '', text: '', article: '' }),
    submit: async ({ ground, text, article }) => {
      const coded = grounds.find((one) => one === ground)
      if (!coded) return
      const named = coded === 'not-ready' || article.trim() === '' ? {} : { article }
      await refuse.mutateAsync({ params: { id: topic.id }, body: { ground: coded, text, ...named } })
      dropDraft(draft)
      toast(`${say('topic.act.refuse')} · ${say('done')}`, 2_500)
      onClose()
    },
  })
  useKept(draft, form.values)
  const ground = grounds.find((one) => one === form.values.ground)
  return (
    <form {...form.props}>
      <RadioCards
        {...form.field('ground')}
        label={say('field.ground')}
        required
        choices={grounds.map((value) => ({ value, label: say(`ground.${value}`), note: say(`review.then.${value}`) }))}
      />
      {ground && (
        <fieldset className="cards">
          <legend>{say('review.ready')}</legend>
          <div className="choices">
            {READY[ground].map((id) => (
              <button
                key={id}
                type="button"
                className="card"
                onClick={() => form.set('text', say(`review.ready.${ground}.${id}`))}
              >
                {say(`review.ready.${ground}.${id}`)}
              </button>
            ))}
          </div>
        </fieldset>
      )}
      <TextArea {...form.field('text')} label={say('field.why')} required minLength={2} maxLength={1000} />
      {ground && ground !== 'not-ready' && (
        <Field
          {...form.field('article')}
          label={say('field.article')}
          hint={say(`review.article.${ground}`)}
          required
          minLength={2}
          maxLength={200}
        />
      )}
      <p className="quiet">{say('review.public')}</p>
      <ErrorNotice problem={form.problem} unmetWords={(id) => say(`unmet.${id}`)} />
      <Acts>
        <ActButton type="submit" kind="main" busy={form.busy}>
          {say('vote.sure')}
          {say('topic.act.refuse')}
        </ActButton>
        <ActButton onAct={onClose}>{say('cancel')}</ActButton>
      </Acts>
    </form>
  )
}

const forms = { admit: AdmitForm, refuse: RefuseForm }

/** 会前预审 by the branch: fit for the talk, or one of three grounds (D11). */
const ReviewTopic = ({ topic }: { topic: TopicView }) => {
  const say = useWords()
  const [open, setOpen] = useState<keyof typeof forms>()
  const Form = open && forms[open]
  if (Form)
    return (
      <section className="slip plain">
        <Form topic={topic} onClose={() => setOpen(undefined)} />
      </section>
    )
  return (
    <>
      {(['admit', 'refuse'] as const).map((act) => {
        const found = topic.prospects.find((one) => one.act === act)
        if (!found || found.unmet.includes('state') || found.unmet.includes('not-referred')) return null
        return (
          <ActButton
            key={act}
            kind={act === 'admit' ? 'main' : 'plain'}
            missing={found.unmet.map((id) => say(`unmet.${id}`))}
            onAct={() => setOpen(act)}
          >
            {say(topic.origin ? 'review.studied' : `topic.act.${act}`)}
          </ActButton>
        )
      })}
    </>
  )
}

export default ReviewTopic
