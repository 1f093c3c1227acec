import type { Row, Statement, Tx } from '@gongzhi/kernel/server/db.ts'
import { brokenChains } from '@gongzhi/kernel/server/journal.ts'
import { asOwner } from '@gongzhi/kernel/server/owner.ts'
import { type Command, complain, onDatabase, say } from './command.ts'

export const verify: Command = {
  name: 'verify',
  usage: '',
  summary: { zh: '逐条核对办理日志的哈希链', en: 'check every chain of the journal' },
  help: { zh: '', en: '' },
  run: () =>
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
    ),
}
