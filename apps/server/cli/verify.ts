import { readConfig } from '@gongzhi/kernel/server/config.ts'
import { listMigrations } from '@gongzhi/kernel/server/migrate.ts'
import { migrationSets } from '@gongzhi/kernel/server/migration-sets.ts'
import { asOwner, type Owner } from '@gongzhi/kernel/server/owner.ts'
import { countiesKept } from '@gongzhi/kernel/server/store-verify.ts'
import type { Subject } from '@gongzhi/kernel/server/subject.ts'
import { checksOf, verifyCounty } from '@gongzhi/kernel/server/verify.ts'
import { openHouse } from '../open.ts'
import { purposeOf, viewOf } from '../store-installation.ts'
import { type Command, complain, onDatabase, progress, say, tell } from './command.ts'
import { readerOf } from './verify-journal.ts'

type Kind = Subject<string, unknown, unknown>

/** Findings that are printed one by one; the rest are counted. */
const MOST = 200

/** The checks that fit this database: an older one than the program is held against the kernel's rules only. */
const checksFor = async (owner: Owner, url: string) => {
  const opened = await openHouse({ ...readConfig(process.env), demo: false }, url, { migrate: false })
  const { house, env } = opened
  const files = migrationSets(house.modules).flatMap(listMigrations)
  const { rows } = await owner.query('SELECT count(*)::int AS n FROM kernel.migration')
  const whole = rows[0]?.n === files.length
  if (whole) await house.load(env)
  const kinds = new Map<string, Kind>()
  for (const act of house.modules.flatMap((m) => m.acts ?? [])) {
    const subject = act.subject as unknown as Kind
    kinds.set(subject.kind, subject)
  }
  const more = whole ? house.modules.flatMap((m) => m.checks ?? []) : []
  return { whole, checks: checksOf(whole ? kinds : new Map(), env.calendar, more), close: env.db.close }
}

export const verify: Command = {
  name: 'verify',
  usage: '[--json]',
  summary: {
    zh: '核对日志链、办件、各表、编号和公开记录',
    en: 'check the journal, the docket, the tables, the numbers and the public record',
  },
  help: {
    zh: `逐县核对：办理日志的每一条哈希链；办件的状态、序号、责任单位与日志和业务表是否一致；编号序列；附件；公开记录的每一条、目录和签名，公开的办件与它是否一致。
不改任何数据，运行中也可以用，占用内存不变。发现问题退出码为 1。
  --json  以 JSON 输出结果`,
    en: `County by county: every hash of every chain of the journal; state, number of acts and holder of each docket against the
journal and the module's row; the sequences behind the numbers; the attachments; each leaf, head and signature of the public record, and
the published matters against it. Changes nothing, runs beside the server, in
constant memory. Exit code 1 when something is found.
  --json  the result as JSON`,
  },
  run: ({ on }) =>
    onDatabase((url) =>
      asOwner(url, async (owner) => {
        const { any } = await purposeOf(owner)
        const counties = any ? await readerOf(owner).rows<{ county: string }>(countiesKept) : []
        if (counties.length === 0) {
          say(on('json') ? '{"counties":[],"findings":0}' : '还没有日志 / there is no journal yet')
          return 0
        }
        const { checks, whole, close } = await checksFor(owner, url)
        if (!whole)
          tell(
            {
              zh: '数据库和程序不是同一个版本，只核对日志和办件，不核对业务表。',
              en: 'Database and program are of different releases: journal and docket are checked, the tables of modules are not.',
            },
            complain,
          )
        const shown = progress()
        const found: { county: string; entries: number; findings: number }[] = []
        let total = 0
        try {
          for (const { county } of counties) {
            const { entries } = await viewOf(owner, county)
            let here = 0
            for await (const one of verifyCounty(readerOf(owner), county, checks, shown.at)) {
              here++
              if (total + here > MOST) continue
              shown.done()
              complain(`${county} ${one.check} ${one.subject ?? ''} ${one.why}`.replace(/ {2,}/g, ' '))
            }
            await owner.query('COMMIT')
            shown.done()
            found.push({ county, entries, findings: here })
            total += here
            if (!on('json'))
              say(`${county}: ${entries} 条 / entries, ${here === 0 ? '完好 / intact' : `${here} 处不符 / findings`}`)
          }
        } finally {
          await close()
        }
        if (on('json')) say(JSON.stringify({ counties: found, findings: total }))
        return total === 0 ? 0 : 1
      }),
    ),
}
