import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { Link } from 'wouter'
import { type Row, useGet, type View } from './api.ts'
import { sortProspects } from './matter-words.tsx'
import { nearWords } from './near-words.ts'

type Props = { row: Pick<Row, 'id' | 'state'>; prospects: View['prospects'] }

/** What a fresh matter is most like, why, and the way to merge it: a proposal, which a person follows or not (P10). */
export const MaybeSame = ({ row, prospects }: Props) => {
  const t = useT()
  const early = ['reported', 'accepted'].includes(row.state)
  const { data } = useGet('matters.similar', early ? { params: { id: row.id } } : undefined)
  const twin = data?.find(({ likely }) => likely)
  if (!twin) return null
  const may = sortProspects(prospects).ready.some(({ act }) => act === 'merge')
  return (
    <div className="stack tight">
      <p>
        {nearWords(twin, t)}
        {t('work.label.maybeSame', { number: twin.number })}
      </p>
      {may && (
        <Link className="act" href={`/m/${row.id}?act=merge&into=${twin.id}`}>
          {t('work.label.mergeInto', { number: twin.number })}
        </Link>
      )}
    </div>
  )
}
