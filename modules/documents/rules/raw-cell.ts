/** A cell as it lies in a file: a text, a number, an instant on the wall's clock, or what cannot be taken. */
export type RawCell =
  | string
  | number
  | null
  | { readonly at: string }
  | { readonly fault: 'formula' | 'error' | 'date' | 'unreadable' }

/** One file, one year of a county: more is split. Rows of all its sheets together. */
export const MOST_ROWS = 50_000
export const MOST_COLUMNS = 60
