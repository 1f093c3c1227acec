import { type DragEvent, useId, useState } from 'react'

type Props = { label: string; hint: string; busy: boolean; onFile: (file: File) => void }

/** A place to drop a spreadsheet, or to choose one. */
export const DropFile = ({ label, hint, busy, onFile }: Props) => {
  const id = useId()
  const [over, setOver] = useState(false)
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0]
    if (file && !busy) onFile(file)
  }
  const drag = (event: DragEvent, on: boolean) => {
    event.preventDefault()
    setOver(on)
  }
  return (
    <div className="drop-file">
      <input
        id={id}
        type="file"
        accept=".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        disabled={busy}
        aria-describedby={`${id}-hint`}
        onChange={(event) => {
          take(event.currentTarget.files)
          event.currentTarget.value = ''
        }}
      />
      <label
        htmlFor={id}
        className={over ? 'over' : undefined}
        aria-busy={busy || undefined}
        onDragOver={(event) => drag(event, true)}
        onDragLeave={(event) => drag(event, false)}
        onDrop={(event) => {
          drag(event, false)
          take(event.dataTransfer?.files)
        }}
      >
        {label}
      </label>
      <p className="quiet" id={`${id}-hint`}>
        {hint}
      </p>
    </div>
  )
}
