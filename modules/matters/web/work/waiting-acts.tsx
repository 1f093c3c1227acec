import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { type Item, isUnsent } from '@gongzhi/kernel/web/outbox/item.ts'
import { actWords } from '@gongzhi/kernel/web/outbox/item-slip.tsx'
import { useSign } from '@gongzhi/kernel/web/outbox/sign.ts'
import { Link } from 'wouter'
import type { Prospect, View } from './api.ts'
import { stateAfter } from './state-after.ts'

const waitingOn = (items: readonly Item[], view: View) =>
  items.filter((item) => isUnsent(item) && item.subject === view.id && item.params?.id === view.id)

/**
 * What can be done here once what waits has arrived: after a 接办 in the valley comes 记进展, though the server knows of
 * neither. It decides in the end; here only the state is read ahead.
 */
export const useAhead = (view: View): readonly Prospect[] => {
  const { items } = useSign()
  const waiting = waitingOn(items, view).map(({ endpoint }) => endpoint.replace('matters.', ''))
  if (waiting.length === 0) return view.prospects
  const state = stateAfter(view.state, waiting)
  return view.prospects.map((one) => {
    const others = one.unmet.filter((id) => id !== 'state')
    return { ...one, unmet: one.from.includes(state) ? others : ['state', ...others] }
  })
}

/** 还没送到：接办、记进展. Nothing when nothing waits. */
export const WaitingActs = ({ view }: { view: View }) => {
  const t = useT()
  const { items } = useSign()
  const waiting = items.filter((item) => isUnsent(item) && item.subject === view.id)
  if (waiting.length === 0) return null
  const names = waiting.map((item) => actWords(item, t)).join('、')
  return (
    <p className="notice">
      <Link href="/outbox">{t('kit.outbox.onMatter', { acts: names })}</Link>
    </p>
  )
}
