import { useEffect, useRef } from 'react'
import { useT } from '../../../../kernel/web/i18n.ts'
import { ErrorNotice, Field, Loading, Notice, RadioCards, Select } from '../../../../kernel/web/kit/index.ts'
import type { ReplyOf } from '../api.ts'
import { said, useCategories } from '../words.ts'
import type { FormOf } from './draft.ts'

const danger = ['110', '119', '120']

/** Numbers to call, large enough to press with a shaking hand. */
const Dial = ({ phones }: { phones: readonly string[] }) => {
  const t = useT()
  return (
    <div className="dial">
      {phones.map((phone) => (
        <a key={phone} href={`tel:${phone}`}>
          <b>{phone}</b>
          <small>{said(t, `resident.dial.${phone}`)}</small>
        </a>
      ))}
    </div>
  )
}

type Category = ReplyOf<'matters.categories'>[number]

const LifeSafety = ({ category }: { category: Category }) => {
  const t = useT()
  const { nameOf } = useCategories()
  const box = useRef<HTMLElement>(null)
  // Chosen far down the list, the numbers stand at the top: they come into sight and are read out by themselves. The
  // focus stays, or the arrow keys would never get past this kind to the next.
  useEffect(() => box.current?.scrollIntoView({ block: 'start' }), [])
  const phones = category.notice?.phones.length ? category.notice.phones : danger
  return (
    <section className="section" role="alert" ref={box} aria-label={t('resident.report.dangerFirst')}>
      <h2>{t('resident.report.dangerFirst')}</h2>
      {category.notice && <p>{nameOf(category.notice)}</p>}
      <Dial phones={phones} />
      <p className="quiet">{t('resident.report.dangerAfter')}</p>
    </section>
  )
}

/** Step one: what it is about. */
export const StepWhat = ({ form }: { form: FormOf }) => {
  const t = useT()
  const { groups, list, nameOf, waiting, problem, again } = useCategories()
  const { values, set, errors } = form
  const chosen = list.find((one) => one.id === values.category)
  if (waiting) return <Loading />
  return (
    <>
      <ErrorNotice problem={problem} onAgain={() => again()} />
      {chosen?.notice?.lifeSafety ? (
        <LifeSafety key={chosen.id} category={chosen} />
      ) : (
        <p className="quiet">
          {t('resident.report.danger')}{' '}
          <span className="tel">
            {danger.map((phone) => (
              <a key={phone} className="tel inline-tel" href={`tel:${phone}`}>
                {phone}
              </a>
            ))}
          </span>
        </p>
      )}
      <div className="kinds two">
        {groups.map(([group, categories], at) => (
          <RadioCards
            key={group}
            name="category"
            required
            label={said(t, `resident.group.${group}`, group)}
            value={values.category}
            error={at === groups.length - 1 ? errors.category : undefined}
            choices={categories.map((one) => ({ value: one.id, label: nameOf(one) }))}
            onChange={(category) => {
              set('category', category)
              set('fields', {})
              set('joins', '')
            }}
          />
        ))}
      </div>
      {chosen?.notice && !chosen.notice.lifeSafety && (
        <Notice>
          <p>{nameOf(chosen.notice)}</p>
          {chosen.notice.phones.map((phone) => (
            <a key={phone} className="tel" href={`tel:${phone}`}>
              {phone}
            </a>
          ))}
        </Notice>
      )}
      {chosen?.fields.map((field) => {
        const shared = {
          name: `fields.${field.id}`,
          label: nameOf(field),
          value: values.fields[field.id] ?? '',
          onChange: (text: string) => set('fields', { ...values.fields, [field.id]: text }),
        }
        return field.kind === 'choice' ? (
          <Select
            key={field.id}
            {...shared}
            choices={field.choices.map((choice) => ({ value: choice.id, label: nameOf(choice) }))}
          />
        ) : (
          <Field key={field.id} {...shared} maxLength={200} />
        )
      })}
    </>
  )
}
