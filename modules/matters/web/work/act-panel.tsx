import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { ActButton, Acts } from '@gongzhi/kernel/web/kit/index.ts'
import { useEffect, useRef, useState } from 'react'
import { ActForm, hasForm } from './acts/act-form.tsx'
import type { Prospect, View } from './api.ts'
import { carriesOn, isFinal, sortProspects, unmetWords } from './matter-words.tsx'

type Props = {
  prospects: readonly Prospect[]
  subject: string
  number: string
  view: View
  /** Act to open at once. */
  open?: string
  /** The first act is the main one of the page. */
  main?: boolean
  /** Said when there is nothing to do. */
  nothing?: string
  /** The form was closed. */
  onClosed?: () => void
}

/** What can be done here: the main act first, what lacks something with what it lacks, the rest folded away. */
export const ActPanel = ({ prospects, subject, number, view, open, main, nothing, onClosed }: Props) => {
  const t = useT()
  const here = useRef<HTMLDivElement>(null)
  const mine = prospects.filter(({ act }) => hasForm(act))
  const canOpen = mine.some(({ act, unmet }) => act === open && unmet.length === 0)
  const [chosen, choose] = useState<string | undefined>(canOpen ? open : undefined)
  // a link on the same page may name another act than the one it was opened with
  useEffect(() => {
    if (canOpen) choose(open)
  }, [canOpen, open])
  const closed = useRef(false)
  useEffect(() => {
    // After an act the focus goes back to the list of what can be done now, not to the top of the page.
    if (chosen === undefined && closed.current) here.current?.focus()
    closed.current = chosen !== undefined
  }, [chosen])
  if (chosen !== undefined)
    return (
      <ActForm
        act={chosen}
        subject={subject}
        number={number}
        view={view}
        onClose={() => {
          choose(undefined)
          onClosed?.()
        }}
      />
    )
  const { ready, lacking, later } = sortProspects(mine)
  const words = ({ unmet, from }: Prospect) => unmet.map((id) => unmetWords(id, t, from))
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one
    <div ref={here} tabIndex={-1} role="group" aria-label={t('work.label.acts')} className="stack tight">
      {ready.length + lacking.length === 0 && nothing && <p className="quiet">{nothing}</p>}
      <div className="acts pairs">
        {ready.map((one, at) => (
          <ActButton
            key={one.act}
            kind={main && at === 0 && carriesOn(one.act) ? 'main' : 'plain'}
            onAct={() => choose(one.act)}
          >
            {t(`matters.act.${one.act}`)}
          </ActButton>
        ))}
        {lacking.map((one) => (
          <ActButton key={one.act} missing={words(one)}>
            {t(`matters.act.${one.act}`)}
          </ActButton>
        ))}
      </div>
      {main && !isFinal(view.state) && later.length > 0 && (
        <details>
          <summary>{t('work.label.later', { n: later.length })}</summary>
          <Acts>
            {later.map((one) => (
              <ActButton key={one.act} missing={words(one)}>
                {t(`matters.act.${one.act}`)}
              </ActButton>
            ))}
          </Acts>
        </details>
      )}
    </div>
  )
}
