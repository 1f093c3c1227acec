import { useT } from '@gongzhi/kernel/web/i18n.ts'
import { type ReactNode, useState } from 'react'
import { FileProblem } from './file-problem.tsx'
import { saveFile } from './save-file.ts'

type One = { readonly id: string; readonly label: ReactNode; readonly input: { params?: unknown; query?: unknown } }

/** Buttons that each make a file and save it. */
export const SaveButtons = ({ label, files }: { label: string; files: readonly One[] }) => {
  const t = useT()
  const [busy, setBusy] = useState<string>()
  const [problem, setProblem] = useState<unknown>()
  const save = async ({ id, input }: One) => {
    setBusy(id)
    setProblem(undefined)
    try {
      await saveFile(id, input)
    } catch (thrown) {
      setProblem(thrown)
    }
    setBusy(undefined)
  }
  return (
    <div className="save-files screen-only">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one */}
      <div role="group" aria-label={label} className="save-row">
        {files.map((file) => (
          <button
            key={file.id}
            type="button"
            className="more"
            aria-busy={busy === file.id || undefined}
            aria-disabled={busy !== undefined || undefined}
            onClick={() => busy === undefined && save(file)}
          >
            {busy === file.id ? t('documents.label.making') : file.label}
          </button>
        ))}
      </div>
      <FileProblem problem={problem} />
    </div>
  )
}

type SaveProps = {
  list: string
  query: Record<string, string | undefined>
  /** Where several stand on one page: which. */
  name?: string
}

/** 导出 Excel: the list that is shown, with the filters that are set. */
export const SaveButton = ({ list, query, name }: SaveProps) => {
  const t = useT()
  const label = [t('documents.label.export'), name].filter(Boolean).join(' · ')
  return (
    <SaveButtons
      label={t('documents.label.files')}
      files={[{ id: 'documents.export-list', label, input: { params: { list }, query } }]}
    />
  )
}

/** A paper as PDF and as Word. */
export const PaperButtons = (props: {
  paper: string
  id: string
  name: string
  query?: Record<string, string | undefined>
}) => {
  const t = useT()
  const input = { params: { paper: props.paper, id: props.id }, query: props.query }
  return (
    <SaveButtons
      label={props.name}
      files={[
        { id: 'documents.paper-pdf', label: t('documents.label.pdf', { name: props.name }), input },
        { id: 'documents.paper-word', label: t('documents.label.word', { name: props.name }), input },
      ]}
    />
  )
}
