import { useEffect, useState } from 'react'
import { useSession } from './session.ts'

/** A village as people say it: 金林村, in 官圩镇. */
export type Place = { code: string; name: string; town: string }

const KEY = 'village'
const listeners = new Set<() => void>()

const read = (): Place | undefined => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null')
    if (!kept || typeof kept !== 'object' || !('code' in kept) || !('name' in kept) || !('town' in kept))
      return undefined
    return { code: String(kept.code), name: String(kept.name), town: String(kept.town) }
  } catch {
    return undefined
  }
}

let chosen = read()

/** Keeps the village on this device only; nothing is sent. */
export const choosePlace = (place: Place): void => {
  chosen = place
  try {
    localStorage.setItem(KEY, JSON.stringify(place))
  } catch {}
  for (const listen of listeners) listen()
}

/** Goes back to the village of the account. */
export const forgetPlace = (): void => {
  chosen = undefined
  try {
    localStorage.removeItem(KEY)
  } catch {}
  for (const listen of listeners) listen()
}

/** The village the pages speak of: the one chosen on this device, else the one of the account. */
export const usePlace = (): Place | undefined => {
  const { session } = useSession()
  const [shown, show] = useState(chosen)
  useEffect(() => {
    const listen = () => show(chosen)
    listen()
    listeners.add(listen)
    return () => {
      listeners.delete(listen)
    }
  }, [])
  return shown ?? session?.village ?? undefined
}

/** 12-digit code of the town, of the county above a village; 6-digit code of the county. */
export const townOf = (code: string): string => `${code.slice(0, 9)}000`
export const countyPlaceOf = (code: string): string => `${code.slice(0, 6)}000000`
export const countyOf = (code: string): string => code.slice(0, 6)
