import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { Figures } from '@gongzhi/kernel/web/kit/index.ts'
import { useGet } from './api.ts'
import { period } from './period.ts'
import { percentWords } from './rate-words.ts'
import { useReach } from './use-reach.ts'

/** The row of figures for those whose post has them; nothing for the others. */
export const InboxFigures = () => {
  const t = useT()
  const { prefix } = useReach()
  const { data } = useGet(
    'matters.figures',
    prefix.length >= 6 ? { query: { unit: prefix, ...period('90') } } : undefined,
  )
  if (!data) return null
  const rate = (id: string) => {
    const found = data.rates.find((one) => one.id === id)
    if (!found) return []
    const withheld = found.percent === null
    return [
      {
        id,
        value: withheld ? '—' : percentWords(found.percent),
        label: t(`work.rate.${id}`),
        note: withheld ? t('work.label.withheldShort', { n: found.n }) : `n=${found.n}`,
      },
    ]
  }
  return (
    <Figures
      label={t('work.label.figures90')}
      figures={[
        { id: 'open', value: data.open, label: t('work.figure.open'), href: '/matters?open=yes' },
        {
          id: 'overdue',
          value: data.overdue,
          label: t('work.figure.overdue'),
          late: data.overdue > 0,
          href: '/?box=overdue',
        },
        ...rate('on-time'),
        ...rate('satisfaction'),
      ]}
    />
  )
}
