import type { Config } from '@gongzhi/kernel/server/config.ts'
import { asOwner } from '@gongzhi/kernel/server/owner.ts'
import { startError } from '@gongzhi/kernel/server/start-error.ts'
import { purposeOf } from './store-installation.ts'

/** The settings as the database allows them: a real county has no demo. Throws `demo-on-real` when one was asked for. */
export const withPurpose = async (config: Config, url: string): Promise<Config> => {
  if (!config.demo) return config
  const { real } = await asOwner(url, purposeOf)
  if (real.length === 0) return config
  if (config.demoAsked) throw startError('demo-on-real', 'DEMO on a real county', { county: real.join(', ') })
  return { ...config, demo: false }
}
