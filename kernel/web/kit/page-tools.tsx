import { useEffect, useRef, useState } from 'react'
import { useLocale, useT } from '../i18n.ts'
import { partsOf, readParts, useVoice } from './speech.ts'

/** Reads the page to whoever would rather listen. Stands there only where the device has a voice of this language. */
const ReadAloud = () => {
  const t = useT()
  const locale = useLocale()
  const voice = useVoice(locale)
  const stop = useRef<() => void>(undefined)
  const [reading, setReading] = useState(false)
  useEffect(() => () => stop.current?.(), [locale])
  if (!voice) return null
  const flip = (button: HTMLElement) => {
    if (reading) return stop.current?.()
    const page = button.closest('.page')
    if (!page) return
    setReading(true)
    stop.current = readParts(partsOf(page), voice, () => setReading(false))
  }
  return (
    <button type="button" onClick={(event) => flip(event.currentTarget)}>
      {t(reading ? 'kit.label.stopReading' : 'kit.label.readAloud')}
    </button>
  )
}

// WeChat's own browser cannot print: a button that does nothing is not offered.
const canPrint = () => typeof window.print === 'function' && !/MicroMessenger/i.test(navigator.userAgent)

/** What can be done with a page as it stands: have it read out, and, with `paper`, print it. First in a `Page`. */
export const PageTools = ({ paper }: { paper?: boolean }) => {
  const t = useT()
  return (
    <div className="tools">
      <ReadAloud />
      {paper && canPrint() && (
        <button type="button" onClick={() => print()}>
          {t('kit.label.print')}
        </button>
      )}
    </div>
  )
}
