import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { ErrorNotice, Loading } from '@gongzhi/kernel/web/kit/index.ts'
import { useId, useState } from 'react'
import { call } from './api.ts'

export type Sent = { id: string; name: string; waiting: boolean }

const ACCEPT = '.pdf,.doc,.docx,.xls,.xlsx,.mp3,.m4a,.wav,.ogg,.amr,audio/*'
const MOST = 6
/** Names are cut, their ending kept. */
const named = (name: string): string => (name.length <= 120 ? name : `${name.slice(0, 100)}…${name.slice(-19)}`)

type Props = { label: string; documents: readonly Sent[]; onChange: (documents: readonly Sent[]) => void }

/** Documents to attach: sent as soon as they are chosen, so that what is refused is refused beside its name. */
export const DocumentPicker = ({ label, documents, onChange }: Props) => {
  const t = useT()
  const id = useId()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const add = async (files: readonly File[]) => {
    setProblem(undefined)
    setBusy(true)
    const sent: Sent[] = []
    try {
      for (const file of files.slice(0, MOST - documents.length)) {
        const body = new Blob([file], { type: 'application/octet-stream' })
        const kept = await call('files.keep-document', { body, timeout: 120_000 })
        sent.push({ id: kept.id, name: named(file.name), waiting: kept.waiting })
      }
    } catch (thrown) {
      setProblem(thrown)
    }
    setBusy(false)
    onChange([...documents.filter((one) => !sent.some((fresh) => fresh.id === one.id)), ...sent])
  }
  return (
    <fieldset className="attaches">
      <legend>
        {label} <span className="quiet">{t('kit.label.optional')}</span>
      </legend>
      <p className="quiet" id={`${id}-hint`}>
        {t('work.attach.hint', { n: MOST })}
      </p>
      <ul className="papers">
        {documents.map((one) => (
          <li key={one.id}>
            {one.name} {one.waiting && <b>{t('matters.held.waiting')}</b>}
            <button
              type="button"
              className="worded"
              aria-label={t('work.attach.drop', { name: one.name })}
              onClick={() => onChange(documents.filter((other) => other.id !== one.id))}
            >
              {t('work.attach.dropShort')}
            </button>
          </li>
        ))}
      </ul>
      {documents.length < MOST && (
        <div className="adder wide">
          <input
            id={id}
            type="file"
            accept={ACCEPT}
            multiple
            disabled={busy}
            aria-describedby={`${id}-hint`}
            onChange={(event) => {
              const input = event.currentTarget
              add([...(input.files ?? [])]).then(() => {
                input.value = ''
              })
            }}
          />
          <label htmlFor={id}>{t('work.attach.add')}</label>
        </div>
      )}
      {busy && <Loading />}
      <ErrorNotice problem={problem} />
    </fieldset>
  )
}
