import { join } from 'node:path'
import { scanFrom, shelfFrom } from '@gongzhi/files/server'
import { calendarOf } from '@gongzhi/kernel/clock.ts'
import data from '@gongzhi/kernel/data/calendar-cn.json' with { type: 'json' }
import type { Config } from '@gongzhi/kernel/server/config.ts'
import { type Crypto, openCrypto } from '@gongzhi/kernel/server/crypto.ts'
import { openDb } from '@gongzhi/kernel/server/db.ts'
import { relayOnce, runChores, sweepOnce } from '@gongzhi/kernel/server/jobs.ts'
import { openMemory } from '@gongzhi/kernel/server/memory.ts'
import { migrate } from '@gongzhi/kernel/server/migrate.ts'
import { migrationSets } from '@gongzhi/kernel/server/migration-sets.ts'
import { type Chore, hears } from '@gongzhi/kernel/server/module.ts'
import { asOwner } from '@gongzhi/kernel/server/owner.ts'
import { openSecrets } from '@gongzhi/kernel/server/secrets.ts'
import { startError } from '@gongzhi/kernel/server/start-error.ts'
import { loadCalendar } from '@gongzhi/kernel/server/store-calendar.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { channelsFrom } from '@gongzhi/notices/server'
import { servedCounties } from '@gongzhi/territory/server'
import { buildHouse, type House } from './modules.ts'
import { isHalfRestored } from './store-installation.ts'

export type Opened = { readonly env: Env; readonly house: House; readonly crypto: Crypto; readonly url: string }

/** Migrates the database at `url`, loads the calendar and opens the house on it: what server, command line and tests share. */
export const openHouse = async (
  config: Pick<Config, 'dataDir' | 'demo' | 'suite'> & Partial<Pick<Config, 'webhookHosts' | 'oidc' | 'recordSm2'>>,
  url: string,
  options: {
    readonly now?: () => number
    readonly log?: (line: string) => void
    /** Settings of the ways out. */
    readonly outside?: Readonly<Record<string, string | undefined>>
    /** false: what is there is looked at as it is. */
    readonly migrate?: false
  } = {},
): Promise<Opened> => {
  const crypto = openCrypto(openSecrets(config.dataDir), config.suite)
  const house = buildHouse({
    crypto,
    dataDir: join(config.dataDir, 'files'),
    demo: config.demo,
    channels: channelsFrom(config.demo, options.outside ?? {}),
    databaseUrl: () => url,
    shelf: shelfFrom(process.env, join(config.dataDir, 'files')),
    scan: scanFrom(options.outside ?? {}),
    webhookHosts: config.webhookHosts ?? [],
    oidc: config.oidc,
    recordSm2: config.recordSm2 ?? true,
  })
  const calendar = calendarOf(data)
  await asOwner(url, async (owner) => {
    if (await isHalfRestored(owner)) throw startError('restore-unfinished', 'a restore was cut short here')
    if (options.migrate === false) return
    await migrate(owner, migrationSets(house.modules), options.log)
    await loadCalendar(owner, calendar)
  })
  const listeners = house.modules.flatMap((m) => m.listeners ?? [])
  const wanted: Env['hears'] = (fact) => listeners.some((listener) => hears(listener, fact))
  return {
    env: { db: openDb(url), now: options.now ?? Date.now, calendar, hears: wanted, memory: openMemory() },
    house,
    crypto,
    url,
  }
}

/** Which chores a process does: one process does them all, or one does the installation's and each its own. */
export type Part = 'all' | 'keeper' | 'web'

/** Relay, sweeper and the modules' own chores; answers how to stop them. */
export const startChores = (
  { env, house }: Opened,
  onError: (id: string, error: unknown) => void,
  part: Part = 'all',
): (() => Promise<void>) => {
  const listeners = house.modules.flatMap((m) => m.listeners ?? [])
  const acts = house.modules.flatMap((m) => m.acts ?? [])
  const chores: Chore[] = [
    {
      id: 'kernel.relay',
      everyMs: 250,
      run: async () => {
        await relayOnce(env, listeners, (error) => onError('kernel.relay', error))
      },
    },
    {
      id: 'kernel.sweep',
      everyMs: 5_000,
      run: async () => {
        for (const county of servedCounties())
          await sweepOnce(env, acts, county.code.slice(0, 6), (error) => onError('kernel.sweep', error))
      },
    },
    ...house.modules.flatMap((m) => m.chores ?? []),
  ]
  // the keeper's own memory needs its chores too: what follows from an act looks things up there
  return runChores(env, part === 'web' ? chores.filter((chore) => chore.everywhere) : chores, onError)
}
