import type { T } from '../i18n.ts'
import { useT } from '../i18n.ts'

export type Step = { id: string; label: string; who?: string; at?: string }
type Props = { steps: readonly Step[]; now: number; state?: 'now' | 'late' | 'paused'; label?: string }

const stateOf = (at: number, { now, state = 'now' }: Props) => (at < now ? 'done' : at === now ? state : 'todo')

/** The steps in one sentence, for people who hear them. */
export const stepsInWords = (props: Props, t: T): string => {
  const total = props.steps.length
  const step = props.steps[props.now]
  if (!step) return t('kit.step.finished', { total })
  return t('kit.step.summary', {
    total,
    n: props.now + 1,
    label: step.label,
    state: t(`kit.step.${props.state ?? 'now'}`),
  })
}

/**
 * 五步: where a subject stands. `now` is the index of the current step (= steps.length when all is done); `state` says
 * whether that step is late or paused; `who` and `at` under a step say who has it and since when.
 */
export const Steps = (props: Props) => {
  const t = useT()
  return (
    <ol className="steps" aria-label={props.label ?? stepsInWords(props, t)}>
      {props.steps.map((step, at) => {
        const state = stateOf(at, props)
        return (
          <li key={step.id} className={state} aria-current={at === props.now ? 'step' : undefined}>
            <span className="dot" />
            <span>
              {step.label}
              <span className="unseen">{t('kit.step.said', { state: t(`kit.step.${state}`) })}</span>
            </span>
            {step.who && <small>{step.who}</small>}
            {step.at && <small className="num">{step.at}</small>}
          </li>
        )
      })}
    </ol>
  )
}

/** The same in one line of dots and the name of the current step, for rows of a table. */
export const MiniSteps = (props: Props) => {
  const t = useT()
  const current = props.steps[props.now]
  return (
    <span className="mini">
      <span className="dots" role="img" aria-label={stepsInWords(props, t)}>
        {props.steps.map((step, at) => (
          <i key={step.id} className={stateOf(at, props)} />
        ))}
      </span>
      {current && <span aria-hidden="true">{current.label}</span>}
    </span>
  )
}
