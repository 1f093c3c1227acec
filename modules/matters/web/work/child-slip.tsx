import { PaperButtons } from '@gongzhi/documents/web'
import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { Clock, Slip } from '@gongzhi/kernel/web/kit/index.ts'
import { ActPanel } from './act-panel.tsx'
import type { Child, View } from './api.ts'
import { Papers } from './papers.tsx'

/** 协办, 督办单 or 吹哨: what runs beside the matter, with a clock and acts of its own. */
export const ChildSlip = ({ child, view, open }: { child: Child; view: View; open?: string }) => {
  const t = useT()
  return (
    <div id={child.id}>
      <Slip
        title={t('work.child.title', { kind: t(`matters.child.${child.kind}`), org: child.org })}
        number={child.number}
        level={3}
      >
        <p>
          <b>{t(`matters.state.${child.state}`)}</b>
          {child.text && <> · {child.text}</>}
        </p>
        {child.reply && (
          <p>
            {t('work.label.itsReply')}
            {child.reply}
          </p>
        )}
        <Papers view={view} subject={child.id} photos={child.photos} attachments={child.attachments} />
        {child.dueAt && <Clock dueAt={child.dueAt} workdaysLeft={child.left ?? 0} who={child.org} />}
        {child.kind === 'order' && <PaperButtons paper="order" id={child.id} name={t('matters.child.order')} />}
        {child.prospects.length > 0 && (
          <ActPanel prospects={child.prospects} subject={child.id} number={child.number} view={view} open={open} />
        )}
      </Slip>
    </div>
  )
}
