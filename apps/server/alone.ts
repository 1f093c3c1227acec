import type { Config } from '@gongzhi/kernel/server/config.ts'
import type { pino } from 'pino'
import { type Closing, openGround, sayWhere } from './ground.ts'
import { openPart, serveBehind } from './serving.ts'

/** Everything in one process: database, house, chores, requests. */
export const startAlone = async (
  asked: Config,
  log: pino.Logger,
  say: (line: string) => void,
  closing: Closing,
): Promise<void> => {
  const { door, url, config } = await openGround(asked, log, closing)
  const opened = await openPart({ config, url, log, say, part: 'all' }, closing)
  await serveBehind(door, opened, { config, log }, closing)
  const address = door.server.address()
  sayWhere(config, address !== null && typeof address === 'object' ? address.port : config.port, say)
}
