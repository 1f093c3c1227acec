import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { Clock, Slip } from '@gongzhi/kernel/web/kit/index.ts'
import { Link } from 'wouter'
import { type Row, useGet } from './api.ts'
import { carriesOn, dueOf, holderOf, hrefOf, isBeside, matterOf, sortProspects, unmetWords } from './matter-words.tsx'
import { MaybeSame } from './maybe-same.tsx'

// reached on the matter's own page, where what they are about is in sight
const ASIDE = ['look', 'redact', 'look-photo']

/** Beside the list on a desk: the most urgent matter, what it may be the same as, and what can be done with it now. */
export const NextUp = ({ row }: { row: Row }) => {
  const t = useT()
  const { data: view } = useGet('matters.matter', { params: { id: matterOf(row) } })
  const due = dueOf(row)
  const child = view?.children.find(({ id }) => id === row.id)
  const own = isBeside(row) ? child?.prospects : view?.prospects
  const { ready, lacking } = sortProspects((own ?? []).filter(({ act }) => !ASIDE.includes(act)))
  return (
    <Slip title={row.title} href={hrefOf(row)} number={row.number}>
      {isBeside(row) && <p className="quiet">{t(`matters.child.${row.kind}`)}</p>}
      {view && <p className="clamp">{child?.text ?? view.text}</p>}
      {due && <Clock {...due} who={holderOf(row, t)} also={row.supervised ? t('work.label.supervised') : undefined} />}
      <MaybeSame row={row} prospects={own ?? []} />
      <div className="acts">
        {ready.slice(0, 3).map(({ act }, at) => (
          <Link key={act} className={at === 0 && carriesOn(act) ? 'act main' : 'act'} href={hrefOf(row, act)}>
            {t(`matters.act.${act}`)}
          </Link>
        ))}
      </div>
      {lacking.map(({ act, unmet, from }) => (
        <p key={act} className="quiet">
          {t(`matters.act.${act}`)} ——{' '}
          {t('kit.label.missing', {
            what: unmet.map((id) => unmetWords(id, t, from)).join(t('kit.label.listSeparator')),
          })}
        </p>
      ))}
    </Slip>
  )
}
