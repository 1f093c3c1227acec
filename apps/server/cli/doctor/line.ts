/** ok: as it should be; look: somebody should look at it; wrong: it does harm, or soon will. */
export type Level = 'ok' | 'look' | 'wrong'

/** One thing the doctor looked at: what is so, and what to do where it is not well. */
export type Line = { readonly id: string; readonly level: Level; readonly zh: string; readonly en: string }

export const ok = (id: string, zh: string, en: string): Line => ({ id, level: 'ok', zh, en })
export const look = (id: string, zh: string, en: string): Line => ({ id, level: 'look', zh, en })
export const wrong = (id: string, zh: string, en: string): Line => ({ id, level: 'wrong', zh, en })
