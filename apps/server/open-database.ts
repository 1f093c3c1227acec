import { join } from 'node:path'
import type { Config } from '@gongzhi/kernel/server/config.ts'
import { findEmbeddedUrl, startEmbeddedPostgres } from '@gongzhi/kernel/server/embedded-postgres.ts'

export type OpenDatabase = {
  /** URL of its owner. */
  readonly url: string
  /** Stops what this process started; leaves alone what was running. */
  readonly stop: () => Promise<void>
}

/** Folder of the embedded database. */
export const databaseDir = (config: Config): string => join(config.dataDir, 'postgres')

/** The database of the settings: DATABASE_URL, else the embedded one, started here unless it is running. For command lines. */
export const openDatabase = async (config: Config, log: (line: string) => void): Promise<OpenDatabase> => {
  const leave = async () => undefined
  if (config.databaseUrl !== undefined) return { url: config.databaseUrl, stop: leave }
  const running = await findEmbeddedUrl(databaseDir(config))
  if (running !== undefined) return { url: running, stop: leave }
  return startEmbeddedPostgres({ dir: databaseDir(config), log })
}
