import { hkdfSync, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startError } from './start-error.ts'

export type Secrets = {
  /** 32-byte key for one purpose; knowing it tells nothing of the master key or of other purposes. */
  keyFor(purpose: string): Buffer
}

/**
 * The master key: `GONGZHI_KEY` (32 bytes, hex or base64), else `dataDir/secrets/master.key`, made `0600` at the first
 * start. Throws `bad-key`.
 */
export function openSecrets(dataDir: string, env: Readonly<Record<string, string | undefined>> = process.env): Secrets {
  const given = env.GONGZHI_KEY?.trim()
  const master = given ? parseKey(given, 'GONGZHI_KEY') : getKeyFile(join(dataDir, 'secrets'))
  const keys = new Map<string, Buffer>()
  return {
    keyFor(purpose) {
      const known = keys.get(purpose)
      if (known) return known
      const key = Buffer.from(hkdfSync('sha256', master, 'gongzhi', purpose, 32))
      keys.set(purpose, key)
      return key
    },
  }
}

/** Where the master key lies when it is not given by GONGZHI_KEY. */
export const masterKeyFile = (dataDir: string): string => join(dataDir, 'secrets', 'master.key')

/** The master key as it is written, if there is one yet; nothing is made. Throws `bad-key`. */
export function findMasterKey(
  dataDir: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  const file = masterKeyFile(dataDir)
  const given = env.GONGZHI_KEY?.trim()
  const text = given || (existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined)
  if (text !== undefined) parseKey(text, given ? 'GONGZHI_KEY' : file)
  return text
}

/** Tells two master keys apart and says nothing else of them: 16 hex digits. */
export const markOfKey = (text: string): string =>
  openSecrets('', { GONGZHI_KEY: text }).keyFor('archive.mark').toString('hex').slice(0, 16)

function getKeyFile(folder: string): Buffer {
  const file = join(folder, 'master.key')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    const key = parseKey(readFileSync(file, 'utf8').trim(), file)
    // A copy or an unpacked backup may have opened it to others.
    chmodSync(file, 0o600)
    return key
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  // Written aside and linked: two processes of a first start end up with one key, never with half a file.
  const aside = join(folder, `master.${process.pid}.${randomBytes(4).toString('hex')}`)
  writeFileSync(aside, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(aside, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(aside, { force: true })
  }
  return parseKey(readFileSync(file, 'utf8').trim(), file)
}

function parseKey(text: string, file: string): Buffer {
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
  if (key.length === 32 && /^[\w+/=-]{43,64}$/.test(text)) return key
  throw startError('bad-key', `${file} does not hold 32 bytes in hex or base64`, { file })
}
