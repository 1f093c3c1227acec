import type { Config } from '@gongzhi/kernel/server/config.ts'
import { openDoor } from '@gongzhi/kernel/server/door.ts'
import { askPrimary } from '@gongzhi/kernel/server/fellows.ts'
import type { pino } from 'pino'
import { AggregatorRegistry } from 'prom-client'
import type { Closing } from './ground.ts'
import { openPart, serveBehind } from './serving.ts'

/** What the primary tells a process it forks: which part it has, and the owner's URL of the database. */
export type MemberSettings = { readonly GONGZHI_PART: 'keeper' | 'web'; readonly GONGZHI_DATABASE: string }

/** One process of several: the keeper does the chores and hears nobody, the others serve requests. */
export const startMember = async (
  config: Config,
  log: pino.Logger,
  say: (line: string) => void,
  closing: Closing,
): Promise<void> => {
  const part = process.env.GONGZHI_PART === 'keeper' ? 'keeper' : 'web'
  const opened = await openPart({ config, url: process.env.GONGZHI_DATABASE ?? '', log, say, part }, closing)
  // the primary gathers the figures of all and adds them up
  AggregatorRegistry.setRegistries([opened.metrics.registry])
  new AggregatorRegistry()
  if (part === 'web') {
    const door = openDoor()
    const figures = async () => String((await askPrimary('figures', null, 6_000)) ?? '')
    await serveBehind(door, opened, { config, log }, closing, figures)
    // at the first start the primary still has the port
    await askPrimary('may-listen', null, 60_000)
    await door.listen(config.port, config.host)
  }
  process.send?.({ gongzhi: 'up' })
}
