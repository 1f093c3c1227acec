import type { Config } from '@gongzhi/kernel/server/config.ts'
import { openDoor } from '@gongzhi/kernel/server/door.ts'
import { startEmbeddedPostgres } from '@gongzhi/kernel/server/embedded-postgres.ts'
import type { pino } from 'pino'
import { databaseDir } from './open-database.ts'
import { withPurpose } from './purpose.ts'

/** What has been opened and how each is closed; the last opened is closed first. */
export type Closing = (() => Promise<unknown>)[]
type Say = (line: string) => void

/** The door and the database that a first process opens: a taken port is said at once, not after the database was made. */
export const openGround = async (asked: Config, log: pino.Logger, closing: Closing) => {
  const door = openDoor()
  await door.listen(asked.port, asked.host)
  closing.push(() => door.close(0))
  const embedded =
    asked.databaseUrl === undefined
      ? await startEmbeddedPostgres({ dir: databaseDir(asked), log: (line) => log.debug(line) })
      : undefined
  if (embedded) closing.push(embedded.stop)
  const url = asked.databaseUrl ?? embedded?.url ?? ''
  return { door, url, config: await withPurpose(asked, url) }
}

/** Says where it is to be found. */
export const sayWhere = (config: Config, port: number, say: Say): void => {
  const at = `http://${config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host}:${port}`
  say(`\n共治 Gongzhi  ${at}`)
  if (config.demo)
    say(`演示登录 demo sign-ins  ${at}/demo\n工作台 work desk         ${at}/work\n停止 stop               Ctrl-C\n`)
}
