import { whyWords } from '@gongzhi/matters/web'
import { useEffect, useState } from 'react'
import { formatDay } from '../../../../kernel/web/day.ts'
import { useT } from '../../../../kernel/web/i18n.ts'
import { type Photo, RadioCards } from '../../../../kernel/web/kit/index.ts'
import { type ReplyOf, useGet } from '../api.ts'
import type { FormOf } from './draft.ts'
import { printsOf } from './photo-print.ts'

type Near = ReplyOf<'matters.nearby'>[number]

/** The value as it stood when the hand last rested. */
const useRested = <V,>(value: V, ms = 500): V => {
  const [rested, rest] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => rest(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return rested
}

const usePrints = (photos: readonly Photo[]): string[] => {
  const [prints, set] = useState<string[]>([])
  useEffect(() => {
    let over = false
    printsOf(photos).then((made) => over || set((now) => (now.join() === made.join() ? now : made)))
    return () => {
      over = true
    }
  }, [photos])
  return prints
}

/** What is open in the village and like this report, most alike first; what was chosen stays in sight while one types on. */
const useNearby = (form: FormOf, photos: readonly Photo[]): readonly Near[] => {
  const { unit, category, text, spot, grid, point, joins } = form.values
  const said = useRested(JSON.stringify({ text: text.trim().slice(0, 4000), spot: spot.trim() }))
  const prints = usePrints(photos)
  const [shown, show] = useState<readonly Near[]>([])
  const { data } = useGet(
    'matters.nearby',
    unit && category
      ? {
          body: {
            unit,
            category,
            ...(JSON.parse(said) as { text: string; spot: string }),
            ...(grid ? { grid } : {}),
            ...(point ? { point } : {}),
            prints,
          },
        }
      : undefined,
  )
  useEffect(() => {
    if (!data) return
    show((now) => [...data, ...now.filter(({ id }) => id === joins && !data.some((one) => one.id === id))])
  }, [data, joins])
  useEffect(() => show([]), [unit])
  return shown
}

/** Open matters like this one: one press joins instead of telling it all anew. The same or not, whoever reports says. */
export const Nearby = ({ form, photos }: { form: FormOf; photos: readonly Photo[] }) => {
  const t = useT()
  const near = useNearby(form, photos)
  if (near.length === 0) return null
  return (
    <RadioCards
      name="joins"
      label={t('resident.report.nearby')}
      hint={t('resident.report.nearbyHint')}
      value={form.values.joins}
      onChange={(joins) => form.set('joins', joins)}
      choices={[
        ...near.map((one) => ({
          value: one.id,
          label: t('resident.report.join', { title: one.title }),
          note: [
            one.likely ? t('resident.report.likely') : '',
            whyWords(one.reasons, t, true),
            t('resident.report.since', { day: formatDay(one.openedAt) }),
            t(`matters.state.${one.state}`),
            one.joined > 0 ? t('resident.report.joined', { n: one.joined + 1 }) : '',
          ]
            .filter(Boolean)
            .join(' · '),
        })),
        { value: '', label: t('resident.report.another') },
      ]}
    />
  )
}
