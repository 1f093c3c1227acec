import { ActButton, Acts, ErrorNotice, Field, toast, useForm } from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { type OwnRow, useAct } from './api.ts'
import { useLawWords } from './words.ts'

/** Why it is withdrawn; everybody reads it. */
const Withdraw = ({ id, onDone }: { id: string; onDone: () => void }) => {
  const say = useLawWords()
  const withdraw = useAct('law.withdraw-rule')
  const form = useForm({
    initial: { reason: '' },
    submit: async ({ reason }) => {
      await withdraw.mutateAsync({ params: { id }, body: { reason } })
      toast(say('own.done.withdrawn'))
      onDone()
    },
  })
  return (
    <form {...form.props}>
      <Field
        {...form.field('reason')}
        label={say('own.reason')}
        hint={say('own.withdrawHint')}
        required
        minLength={2}
        maxLength={300}
      />
      <ErrorNotice problem={form.problem} unmetWords={(unmet) => say(`requirement.${unmet}`)} />
      <Acts>
        <ActButton type="submit" kind="main" busy={form.busy}>
          {say('own.withdrawNow')}
        </ActButton>
        <ActButton onAct={onDone}>{say('own.cancel')}</ActButton>
      </Acts>
    </form>
  )
}

/** What its keeper can do with a rule: publish or put away a draft, withdraw what is published. */
export const RuleActs = ({ row }: { row: OwnRow }) => {
  const say = useLawWords()
  const publish = useAct('law.publish-rule')
  const discard = useAct('law.discard-rule')
  const [withdrawing, setWithdrawing] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const unmetOf = (act: string) => row.prospects.find((one) => one.act === act)?.unmet
  const can = (act: string) => unmetOf(act)?.includes('state') === false
  const does = async (work: () => Promise<unknown>, done: string) => {
    setProblem(undefined)
    try {
      await work()
      toast(say(done))
    } catch (thrown) {
      setProblem(thrown)
    }
  }
  if (withdrawing) return <Withdraw id={row.id} onDone={() => setWithdrawing(false)} />
  return (
    <>
      <Acts>
        {can('publish-rule') && (
          <ActButton
            kind="main"
            busy={publish.isPending}
            missing={(unmetOf('publish-rule') ?? []).map((unmet) => say(`requirement.${unmet}`))}
            onAct={() => does(() => publish.mutateAsync({ params: { id: row.id } }), 'own.done.published')}
          >
            {say('act.publish-rule')}
          </ActButton>
        )}
        {can('discard-rule') && (
          <ActButton
            busy={discard.isPending}
            onAct={() => does(() => discard.mutateAsync({ params: { id: row.id } }), 'own.done.discarded')}
          >
            {say('act.discard-rule')}
          </ActButton>
        )}
        {can('withdraw-rule') && <ActButton onAct={() => setWithdrawing(true)}>{say('act.withdraw-rule')}</ActButton>}
      </Acts>
      <ErrorNotice problem={problem} unmetWords={(unmet) => say(`requirement.${unmet}`)} />
    </>
  )
}
