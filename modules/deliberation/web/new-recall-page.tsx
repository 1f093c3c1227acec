import {
  ActButton,
  Acts,
  Checkbox,
  ErrorNotice,
  Loading,
  Page,
  Select,
  TextArea,
  useForm,
} from '@gongzhi/kernel/web/kit/index.ts'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { useAct, useGet } from './api.ts'
import { useWhy } from './why.ts'
import { useWords } from './words.ts'

type Row = { readonly member: string; readonly name: string | null; readonly shown: string; readonly state: string }
const nameOf = ({ name, shown }: Row): string => name ?? shown

const Form = ({
  unit,
  council,
  representatives,
}: {
  unit: string
  council: readonly Row[]
  representatives: readonly Row[]
}) => {
  const say = useWords()
  const why = useWhy()
  const [, go] = useLocation()
  const [proposers, setProposers] = useState<readonly string[]>([])
  const [alsoChair, setChair] = useState(false)
  const propose = useAct('deliberation.propose-recall')
  const form = useForm({
    initial: { member: '', reason: '' },
    submit: async ({ member, reason }) => {
      const { id } = await propose.mutateAsync({ body: { unit, member, reason, alsoChair, proposers: [...proposers] } })
      go(`/recalls/${id}?county=${unit.slice(0, 6)}`)
    },
  })
  return (
    <form {...form.props}>
      <p className="quiet">{say('recall.byAnalogy')}</p>
      <Select
        {...form.field('member')}
        label={say('recall.member')}
        required
        choices={[{ value: '', label: '—' }, ...council.map((row) => ({ value: row.member, label: nameOf(row) }))]}
      />
      <Checkbox name="chair" label={say('recall.alsoChair')} checked={alsoChair} onChange={setChair} />
      <TextArea {...form.field('reason')} label={say('recall.reason')} required maxLength={500} />
      <fieldset className="cards">
        <legend>{say('recall.proposers')}</legend>
        {representatives.map((row) => (
          <Checkbox
            key={row.member}
            name={row.member}
            label={nameOf(row)}
            checked={proposers.includes(row.member)}
            onChange={(on) =>
              setProposers(on ? [...proposers, row.member] : proposers.filter((one) => one !== row.member))
            }
          />
        ))}
      </fieldset>
      <ErrorNotice problem={form.problem} unmetWords={why} />
      <Acts>
        <ActButton type="submit" kind="main" busy={form.busy}>
          {say('recall.act.propose-recall')}
        </ActButton>
      </Acts>
    </form>
  )
}

/** 提出罢免 (D08): who, why, and which representatives signed. */
export const NewRecallPage = ({ back }: { back: { href: string; label: string } }) => {
  const say = useWords()
  const [search] = useSearchParams()
  const unit = search.get('unit') ?? ''
  // a council and the representatives of a village are never more
  const all = { query: { limit: 200 } }
  const council = useGet('people.body', { params: { body: `${unit}.council` }, ...all })
  const representatives = useGet('people.body', { params: { body: `${unit}.representatives` }, ...all })
  const on = (rows: readonly Row[] | undefined) => (rows ?? []).filter(({ state }) => state === 'on-roll')
  return (
    <Page title={say('recall.act.propose-recall')} note={council.data?.unit.name} back={back}>
      {(council.isPending || representatives.isPending) && <Loading />}
      <ErrorNotice problem={council.error ?? representatives.error} />
      {council.data && representatives.data && (
        <Form unit={unit} council={on(council.data.list)} representatives={on(representatives.data.list)} />
      )}
    </Page>
  )
}
