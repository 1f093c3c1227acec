import { hasWords, useT } from '@gongzhi/kernel/web/i18n.ts'
import {
  ActButton,
  Checkbox,
  ErrorNotice,
  Field,
  RadioCards,
  SearchBox,
  toast,
  useForm,
} from '@gongzhi/kernel/web/kit/index.ts'
import { useRef, useState } from 'react'
import { useAct, useGet } from './api.ts'
import { OpenAccount, type Opened } from './open-account.tsx'
import { unmetWords } from './unmet-words.ts'

type Props = { post: string; role: string; county: string; onDone: () => void; onOpened: (opened: Opened) => void }
type Person = { account: string; name: string; posts: string[] }
type Values = { account: string; from: string; until: string; kin: readonly string[] }

/** Puts somebody into a post for a term; kin are asked because some posts exclude each other's relatives (§6). */
export const AppointForm = ({ post, role, county, onDone, onOpened }: Props) => {
  const t = useT()
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState('')
  const found = useGet('people.staff', asked ? { query: { q: asked } } : undefined)
  const { mutateAsync } = useAct('people.appoint', { refresh: ['people.', 'identity.'] })
  const form = useForm<Values>({
    initial: { account: '', from: '', until: '', kin: [] },
    errorWords: (code) => (hasWords(`people.error.${code}`) ? t(`people.error.${code}`) : undefined),
    submit: async ({ account, from, until, kin }) => {
      await mutateAsync({ params: { id: post }, body: { account, from, until, kin: [...kin] } })
      toast(t('work.toast.appointed'))
      onDone()
    },
  })
  const { account, kin } = form.values
  // Whoever is chosen stays in sight while somebody else is looked for.
  const seen = useRef(new Map<string, Person>())
  for (const one of found.data ?? []) seen.current.set(one.account, one)
  const people = [...seen.current.values()].filter(
    (one) => one.account === account || kin.includes(one.account) || found.data?.includes(one),
  )
  return (
    <>
      <SearchBox
        label={t('work.label.findPerson')}
        button={t('kit.label.search')}
        value={typed}
        onChange={setTyped}
        onSearch={() => setAsked(typed.trim())}
      />
      <OpenAccount
        onOpened={(opened) => {
          seen.current.set(opened.account, { account: opened.account, name: opened.name, posts: [] })
          form.set('account', opened.account)
          onOpened(opened)
        }}
      />
      <form {...form.props}>
        <RadioCards
          {...form.field('account')}
          label={t('work.field.person')}
          hint={found.data?.length === 0 ? t('work.empty.search') : asked ? undefined : t('work.hint.person')}
          required
          choices={people.map((one) => ({ value: one.account, label: one.name, note: one.posts.join('、') }))}
        />
        <Field {...form.field('from')} label={t('work.field.termFrom')} required type="date" />
        <Field {...form.field('until')} label={t('work.field.termUntil')} required type="date" />
        <details>
          <summary>{t('work.label.kin')}</summary>
          <p className="quiet">{t('work.hint.kin')}</p>
          {people
            .filter((one) => one.account !== account)
            .map((one) => (
              <Checkbox
                key={one.account}
                name={`kin-${one.account}`}
                label={one.name}
                checked={kin.includes(one.account)}
                onChange={(on) =>
                  form.set('kin', on ? [...kin, one.account] : kin.filter((other) => other !== one.account))
                }
              />
            ))}
        </details>
        <ErrorNotice problem={form.problem} unmetWords={(id) => unmetWords(id, role, county, t)} />
        <ActButton type="submit" kind="main" busy={form.busy}>
          {t('work.label.appointNow')}
        </ActButton>
      </form>
    </>
  )
}
