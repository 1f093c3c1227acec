import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { ActButton, Notice, toast } from '@gongzhi/kernel/web/kit/index.ts'
import { useEffect, useRef } from 'react'

/** A secret that is shown this once: to be copied now, or made anew. */
export const SecretOnce = ({ title, secret, onDone }: { title: string; secret: string; onDone: () => void }) => {
  const t = useT()
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.focus(), [])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret)
      toast(t('work.toast.copied'))
    } catch {
      // outside https there is no clipboard: it is marked, and the keyboard copies it
      if (box.current) getSelection()?.selectAllChildren(box.current)
      toast(t('work.toast.marked'))
    }
  }
  return (
    <div className="stack" role="status">
      <Notice title={title}>
        <p>{t('work.note.secretOnce')}</p>
      </Notice>
      <code className="secret" ref={box} tabIndex={-1}>
        {secret}
      </code>
      <div className="acts">
        <ActButton kind="main" onAct={copy}>
          {t('work.label.copy')}
        </ActButton>
        <ActButton onAct={onDone}>{t('work.label.keptIt')}</ActButton>
      </div>
    </div>
  )
}
