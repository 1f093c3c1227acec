import { useEffect, useState } from 'react'

/** One thing said in one breath, and the element it stands in. */
export type Part = { element: Element; text: string }

const speech = (): SpeechSynthesis | undefined => ('speechSynthesis' in window ? window.speechSynthesis : undefined)

// Android writes zh_CN. Only voices on the device: others send what is read to somebody else's server (P7, P20).
const voiceOf = (locale: string): SpeechSynthesisVoice | undefined => {
  const wanted = locale.toLowerCase()
  const own = (speech()?.getVoices() ?? []).filter(({ localService }) => localService)
  const langOf = ({ lang }: SpeechSynthesisVoice) => lang.toLowerCase().replace(/_/g, '-').replace(/^cmn/, 'zh')
  const [language = ''] = wanted.split('-')
  return own.find((one) => langOf(one) === wanted) ?? own.find((one) => langOf(one).split('-')[0] === language)
}

/** A voice of this device for a language, once the browser has found one. */
export const useVoice = (locale: string): SpeechSynthesisVoice | undefined => {
  const [voice, found] = useState(() => voiceOf(locale))
  useEffect(() => {
    const look = () => found(voiceOf(locale))
    look()
    speech()?.addEventListener?.('voiceschanged', look)
    return () => speech()?.removeEventListener?.('voiceschanged', look)
  }, [locale])
  return voice
}

const SILENT =
  'button, select, input, textarea, script, svg, dialog, .back, .links:not(.told), .counter, .colophon, [aria-hidden="true"]'
const BREATH = 'li, p, h1, h2, h3, dt, dd, label, legend, th, td, summary, div'

/** What stands on a page, in order, as one would read it to somebody: no buttons, no masked names, long texts by sentence. */
export const partsOf = (page: Element): Part[] => {
  const said: Part[] = []
  const walk = document.createTreeWalker(page, NodeFilter.SHOW_TEXT)
  let before: Element | null = null
  while (walk.nextNode()) {
    const { parentElement: parent, textContent } = walk.currentNode
    const text = (textContent ?? '').replace(/[○〇◯]+/g, '').trim()
    if (!parent || !text || parent.closest(SILENT) || parent.getClientRects().length === 0) continue
    const element = parent.closest(BREATH) ?? parent
    const last = said[said.length - 1]
    if (last?.element === element) {
      const joint =
        parent === before || /^[，。：；、！？）·]/.test(text) || /[，。：；、！？（·]$/.test(last.text) ? '' : '，'
      last.text += joint + text
    } else said.push({ element, text })
    before = parent
  }
  return said.flatMap(({ element, text }) =>
    (text.match(/[^。！？；!?]+[。！？；!?]*/g) ?? [text]).map((sentence) => ({ element, text: sentence })),
  )
}

/** Reads the parts one after the other, marking where it is; `done` when it has ended or was stopped. Answers how to stop it. */
export const readParts = (parts: readonly Part[], voice: SpeechSynthesisVoice, done: () => void): (() => void) => {
  const at = speech()
  let ended = false
  const mark = (element?: Element) => {
    for (const one of document.querySelectorAll('.being-read')) one.classList.remove('being-read')
    element?.classList.add('being-read')
  }
  const stop = () => {
    if (ended) return
    ended = true
    mark()
    removeEventListener('pagehide', stop)
    at?.cancel()
    done()
  }
  const next = (n: number) => {
    const part = parts[n]
    if (ended) return
    if (!part) return stop()
    mark(part.element)
    const breath = new SpeechSynthesisUtterance(part.text)
    breath.voice = voice
    breath.lang = voice.lang
    breath.rate = 0.9
    breath.onend = () => next(n + 1)
    breath.onerror = stop
    at?.speak(breath)
  }
  addEventListener('pagehide', stop)
  at?.cancel()
  next(0)
  return stop
}
