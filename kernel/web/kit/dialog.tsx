import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useT } from '../i18n.ts'

type Props = { open: boolean; title: string; onClose: () => void; children: ReactNode }

/** A native dialog: the browser keeps the focus inside, Escape closes it, the focus goes back to where it was. */
export const Dialog = ({ open, title, onClose, children }: Props) => {
  const t = useT()
  const id = useId()
  const ref = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = ref.current
    if (!dialog || open === dialog.open) return
    // Safari before 15.4 knows no showModal: there it opens as a plain box, which style puts over the page.
    if (open) dialog.showModal ? dialog.showModal() : dialog.setAttribute('open', '')
    else dialog.close ? dialog.close() : dialog.removeAttribute('open')
  }, [open])
  return (
    <dialog ref={ref} aria-labelledby={id} onClose={onClose}>
      {open && (
        <>
          <header>
            <h2 id={id}>{title}</h2>
            <button type="button" className="shut" aria-label={t('kit.label.close')} onClick={onClose}>
              ×
            </button>
          </header>
          <div className="stack">{children}</div>
        </>
      )}
    </dialog>
  )
}
