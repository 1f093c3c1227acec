import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { ActButton, Acts, Checkbox, ErrorNotice, Field, Select, toast, useForm } from '@gongzhi/kernel/web/kit/index.ts'
import { useAct } from './api.ts'
import { useWords } from './words.ts'

/** Somebody comes on a roll by hand. */
export const AddMember = ({ body, classes }: { body: string; classes: readonly { code: string; title: string }[] }) => {
  const say = useWords()
  const t = useT()
  const enter = useAct('people.enter')
  const form = useForm({
    initial: { name: '', phone: '', household: '', class: classes[0]?.code ?? '', woman: false, from: '', until: '' },
    submit: async ({ name, phone, household, class: of, woman, from, until }) => {
      const said = {
        ...{ name, woman, from, until, ...(phone ? { phone } : {}), ...(of ? { class: of } : {}) },
        ...(household ? { household } : {}),
      }
      await enter.mutateAsync({ params: { body }, body: said })
      form.set('name', '')
      form.set('phone', '')
      form.set('household', '')
      toast(say('roll.entered'))
    },
    errorWords: (code) => (code === 'before-from' ? t('people.error.before-from') : undefined),
  })
  return (
    <section className="section screen-only" aria-labelledby="add">
      <h2 id="add">{say('roll.add')}</h2>
      <form {...form.props}>
        <Field {...form.field('name')} label={say('roll.name')} required minLength={2} maxLength={40} />
        <Field {...form.field('phone')} label={say('roll.phone')} type="tel" pattern="1[0-9]{10}" maxLength={11} />
        <Field {...form.field('household')} label={say('roll.household')} maxLength={40} />
        {classes.length > 0 && (
          <Select
            {...form.field('class')}
            label={say('roll.class')}
            required
            choices={classes.map(({ code, title }) => ({ value: code, label: title }))}
          />
        )}
        <Checkbox {...form.check('woman')} label={say('roll.woman')} />
        <Field {...form.field('from')} label={say('roll.from')} type="date" required />
        <Field {...form.field('until')} label={say('roll.until')} type="date" required />
        <ErrorNotice problem={form.problem} unmetWords={(id) => t(`people.requirement.${id}`)} />
        <Acts>
          <ActButton type="submit" kind="main" busy={form.busy}>
            {say('roll.add')}
          </ActButton>
        </Acts>
      </form>
    </section>
  )
}
