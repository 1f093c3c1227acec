import { createContext, createElement, type ReactNode, useContext, useEffect, useState } from 'react'

export type Words = Record<string, string>
export type Params = Record<string, string | number>
export type T = (key: string, params?: Params) => string
export type Loaders = Record<string, () => Promise<{ default: Words }>>

/**
 * Words for keys of one locale. `{name}` is filled from params; `{n|day|days}` picks by n = 1 or not. A key without
 * words comes back as itself, so that a page never breaks over a missing word (a test finds those).
 */
export const makeT =
  (words: Words): T =>
  (key, params = {}) =>
    (words[key] ?? key).replace(
      /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g,
      (all, name: string, one?: string, more?: string) => {
        const value = params[name]
        if (value === undefined) return all
        return one === undefined ? String(value) : ((Number(value) === 1 ? one : more) ?? '')
      },
    )

type State = { locale: string; t: T }
let loaders: Loaders = {}
let state: State = { locale: 'zh-CN', t: makeT({}) }
const listeners = new Set<() => void>()

/** The words outside components; inside, use `useT`, which follows a change of language. */
export const t: T = (key, params) => state.t(key, params)

/** Whether any words exist for this key in the current locale. */
export const hasWords = (key: string): boolean => state.t(key) !== key

/** The locale now shown: `zh-CN`, `zh-TW` or `en`. */
export const currentLocale = (): string => state.locale

/** Locales that can be chosen, in order. */
export const locales = (): string[] => Object.keys(loaders)

/** Loads and shows a locale, and remembers it on this device. */
export const setLocale = async (locale: string): Promise<void> => {
  const load = loaders[locale]
  if (!load) return
  const words = (await load()).default
  state = { locale, t: makeT(words) }
  document.documentElement.lang = locale
  try {
    localStorage.setItem('locale', locale)
  } catch {}
  for (const listen of listeners) listen()
}

/** Starts with the locale chosen before on this device, else zh-CN. `virtual:words/<face>` gives the loaders. */
export const startWords = async (from: Loaders): Promise<void> => {
  loaders = from
  let chosen: string | null = null
  try {
    chosen = localStorage.getItem('locale')
  } catch {}
  await setLocale(chosen && chosen in from ? chosen : 'zh-CN')
}

const Context = createContext<State>(state)

/** Put once around the app: every `useT` below follows the language. */
export const LocaleProvider = ({ children }: { children: ReactNode }) => {
  const [shown, show] = useState(state)
  useEffect(() => {
    const listen = () => show(state)
    listen()
    listeners.add(listen)
    return () => {
      listeners.delete(listen)
    }
  }, [])
  return createElement(Context.Provider, { value: shown }, children)
}

/** `t` of the language shown. */
export const useT = (): T => useContext(Context).t

/** The locale shown. */
export const useLocale = (): string => useContext(Context).locale

/** A place's name in the language shown; in English its Latin letters stand before the name that is on the signpost. */
export const useNameOf = (): ((place: { readonly short: string; readonly latin: string }) => string) => {
  const { locale } = useContext(Context)
  return ({ short, latin }) => (locale === 'en' ? `${latin} ${short}` : short)
}

/** Something the server says in two languages, in the one shown; traditional characters where the words hold them. */
export const useSaid = (): ((it: { readonly zh: string; readonly en: string }) => string) => {
  const { locale, t: say } = useContext(Context)
  return ({ zh, en }) => {
    if (locale === 'en') return en
    const key = `han:${zh}`
    const other = say(key)
    return other === key ? zh : other
  }
}
