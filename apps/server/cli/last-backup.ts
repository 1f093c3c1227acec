import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type LastBackup = { readonly at: string; readonly file: string; readonly bytes: number }

const place = (dataDir: string) => join(dataDir, 'last-backup.json')

/** Notes in the data folder that a backup was taken: what `doctor` and the metrics read its age off. */
export const noteBackup = (dataDir: string, last: LastBackup): void => {
  mkdirSync(dataDir, { recursive: true })
  const half = `${place(dataDir)}.${process.pid}`
  writeFileSync(half, `${JSON.stringify(last)}\n`, { mode: 0o644 })
  renameSync(half, place(dataDir))
}

/** The last backup that was taken with this data folder, if any. */
export const findLastBackup = (dataDir: string): LastBackup | undefined => {
  try {
    return JSON.parse(readFileSync(place(dataDir), 'utf8'))
  } catch {
    return undefined
  }
}
