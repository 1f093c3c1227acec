import { formatDay } from '@gongzhi/kernel/web/day.ts'
import {
  ActButton,
  Acts,
  Checkbox,
  Empty,
  ErrorNotice,
  Field,
  RadioCards,
  Slip,
  TextArea,
  toast,
  useForm,
} from '@gongzhi/kernel/web/kit/index.ts'
import { lazy, Suspense, useState } from 'react'
import { Link } from 'wouter'
import { objectionKinds } from '../rules/objection.ts'
import { type Found, type Objection, type RollView, useAct } from './api.ts'
import { Do } from './do.tsx'
import { useBasis } from './standing.tsx'
import { useWords } from './words.ts'

const Decide = /* @__PURE__ */ lazy(() => import('./decide.tsx').then(({ Decide: form }) => ({ default: form })))

type Kind = (typeof objectionKinds)[number]
/** 提申诉: by one’s own word; those who keep the roll write down what came on paper. */
const ObjectForm = ({ roll, onDone }: { roll: RollView; onDone: () => void }) => {
  const say = useWords()
  const object = useAct('voters.object-to-roll')
  const form = useForm({
    initial: { kind: 'missing', about: '', reason: '', by: '', own: !roll.keeps && roll.me === null },
    submit: async ({ kind, about, reason, by, own }) => {
      await object.mutateAsync({
        params: { id: roll.id },
        body: { kind: kind as Kind, about, reason, ...(by ? { by } : {}), own: own && kind === 'missing' && !by },
      })
      toast(say('objection.sent'))
      onDone()
    },
  })
  return (
    <section className="slip plain">
      <form {...form.props}>
        <RadioCards
          {...form.field('kind')}
          label={say('objection.kind')}
          required
          choices={objectionKinds.map((kind) => ({ value: kind, label: say(`objection.${kind}`) }))}
        />
        <Field
          {...form.field('about')}
          label={say(`objection.about.${form.values.kind}`)}
          required
          minLength={2}
          maxLength={40}
        />
        {form.values.kind === 'missing' && !roll.keeps && (
          <Checkbox {...form.check('own')} label={say('objection.own')} />
        )}
        <TextArea {...form.field('reason')} label={say('objection.reason')} required minLength={2} maxLength={500} />
        {roll.keeps && (
          <Field {...form.field('by')} label={say('objection.by')} required minLength={2} maxLength={40} />
        )}
        <ErrorNotice problem={form.problem} unmetWords={(id) => say(`unmet.${id}`)} />
        <Acts>
          <ActButton type="submit" kind="main" busy={form.busy}>
            {say('roll-objection.act.object-to-roll')}
          </ActButton>
          <ActButton onAct={onDone}>{say('cancel')}</ActButton>
        </Acts>
      </form>
    </section>
  )
}

/** One objection: about whom, where it stands, until when the committee decides, what it decided. */
const ObjectionSlip = ({ one, roll }: { one: Objection; roll: RollView }) => {
  const say = useWords()
  const [deciding, decide] = useState(false)
  const open = one.state === 'lodged'
  const may = one.prospects.some(({ act, unmet }) => act === 'decide-objection' && !unmet.includes('state'))
  return (
    <Slip
      title={`${say(`objection.${one.kind}`)} · ${one.about ?? one.shown}`}
      number={one.number}
      level={3}
      late={open && one.late}
    >
      <p className="standing">
        <b>
          {say(`roll-objection.state.${one.state}`)}
          {one.mine && ` · ${say('objection.mine')}`}
        </b>
        {open && one.dueAt && (
          <span className={one.late ? 'late num' : 'quiet num'}>
            {say(one.late ? 'objection.lateSince' : 'objection.due', { day: formatDay(one.dueAt) })}
          </span>
        )}
      </p>
      {one.reason && <p>{one.reason}</p>}
      {one.by && <p className="quiet">{say('objection.byWhom', { name: one.by })}</p>}
      {one.decision && (
        <p className="own">
          {one.decision} <small>{say('objection.deciders', { n: one.deciders, of: roll.committee.length })}</small>
        </p>
      )}
      {deciding ? (
        <Suspense fallback={null}>
          <Decide one={one} roll={roll} onDone={() => decide(false)} />
        </Suspense>
      ) : (
        <Acts>
          {may && (
            <ActButton kind="main" onAct={() => decide(true)}>
              {say('roll-objection.act.decide-objection')}
            </ActButton>
          )}
          <Do
            of="roll-objection.withdraw-objection"
            endpoint="voters.withdraw-objection"
            id={one.id}
            prospects={one.mine || one.by ? one.prospects : []}
          />
        </Acts>
      )}
    </Slip>
  )
}

/** 对名单的申诉: how to object, what was objected, what the committee decided. */
export const Objections = ({ found, roll, signedIn }: { found: Found; roll: RollView; signedIn: boolean }) => {
  const say = useWords()
  const basis = useBasis()
  const [writing, write] = useState(false)
  const open = roll.state === 'posted' && roll.posted?.over === false
  if (roll.posted === null) return null
  return (
    <section className="section" aria-labelledby="objections">
      <h2 id="objections">{say('objection.title')}</h2>
      {open && (
        <p>
          {say('objection.how', { day: formatDay(roll.posted.until), decide: found.law.decision.amount })}{' '}
          <small>{basis(found.law.decision.source)}</small>
        </p>
      )}
      {open && !signedIn && (
        <p>
          <Link className="tall" href="/sign-in">
            {say('objection.signIn')}
          </Link>
        </p>
      )}
      {open && signedIn && !writing && (
        <Acts>
          <ActButton kind={roll.keeps ? 'plain' : 'main'} onAct={() => write(true)}>
            {say(roll.keeps ? 'objection.note' : 'roll-objection.act.object-to-roll')}
          </ActButton>
        </Acts>
      )}
      {open && writing && <ObjectForm roll={roll} onDone={() => write(false)} />}
      {roll.objections.length === 0 && <Empty>{say('objection.none')}</Empty>}
      {roll.objections.map((one) => (
        <ObjectionSlip key={one.id} one={one} roll={roll} />
      ))}
    </section>
  )
}
