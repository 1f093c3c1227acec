import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { type Choice, Field, Select } from '@gongzhi/kernel/web/kit/index.ts'

export type Assist = { key: string; org: string; task: string; days: string }
type Props = {
  assists: readonly Assist[]
  orgs: readonly Choice[]
  errors: Record<string, string>
  onChange: (assists: Assist[]) => void
}

/** 协办: units that help, each with its own part and its own days. */
export const AssistFields = ({ assists, orgs, errors, onChange }: Props) => {
  const t = useT()
  const set = (at: number, change: Partial<Assist>) =>
    onChange(assists.map((one, n) => (n === at ? { ...one, ...change } : one)))
  return (
    <>
      {assists.map((assist, at) => (
        <fieldset key={assist.key} className="part">
          <legend>{t('work.label.assistN', { n: at + 1 })}</legend>
          <div className="stack">
            <Select
              name={`assists.${at}.org`}
              label={t('work.field.assistOrg')}
              required
              value={assist.org}
              onChange={(org) => set(at, { org })}
              choices={orgs}
              error={errors[`assists.${at}.org`]}
            />
            <Field
              name={`assists.${at}.task`}
              label={t('work.field.task')}
              required
              minLength={2}
              maxLength={500}
              value={assist.task}
              onChange={(task) => set(at, { task })}
              error={errors[`assists.${at}.task`]}
            />
            <Field
              name={`assists.${at}.days`}
              label={t('work.field.assistDays')}
              required
              type="number"
              inputMode="numeric"
              min={1}
              max={60}
              value={assist.days}
              onChange={(days) => set(at, { days })}
              error={errors[`assists.${at}.days`]}
            />
            <button type="button" className="more" onClick={() => onChange(assists.filter((_, n) => n !== at))}>
              {t('work.label.removeAssist', { n: at + 1 })}
            </button>
          </div>
        </fieldset>
      ))}
      {assists.length < 8 && (
        <button
          type="button"
          className="more"
          onClick={() =>
            onChange([...assists, { key: `${Date.now()}-${assists.length}`, org: '', task: '', days: '3' }])
          }
        >
          {t('work.label.addAssist')}
        </button>
      )}
    </>
  )
}
