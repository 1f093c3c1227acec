/** `96.2%`; a dash when it is withheld because fewer than five stand behind it (P9). */
export const percentWords = (percent: number | null): string => (percent === null ? '—' : `${percent.toFixed(1)}%`)
