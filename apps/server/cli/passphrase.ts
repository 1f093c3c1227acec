import { readFileSync } from 'node:fs'

/** The passphrase in a file, else the one of BACKUP_PASSPHRASE; never on the command line, which every user can list. */
export const passphraseOf = (file: string | undefined): string | undefined => {
  const text = file === undefined ? process.env.BACKUP_PASSPHRASE : readFileSync(file, 'utf8')
  const line = text?.split(/\r?\n/)[0]
  return line ? line : undefined
}
