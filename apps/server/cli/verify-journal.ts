import type { Row, Statement, Tx } from '@gongzhi/kernel/server/db.ts'
import { type Broken, brokenChains } from '@gongzhi/kernel/server/journal.ts'
import type { Owner } from '@gongzhi/kernel/server/owner.ts'

/** The owner's connection as a reader that checks can ask. */
export const readerOf = (owner: Owner): Pick<Tx, 'rows'> => ({
  rows: async <T extends Row>({ text, values }: Statement) =>
    (await owner.query(text, values as unknown[])).rows as T[],
})

/** Every broken place in the chains of every county. */
export async function* brokenIn(
  owner: Owner,
  at: (text: string) => void = () => undefined,
): AsyncGenerator<Broken & { readonly county: string }> {
  const { rows } = await owner.query('SELECT DISTINCT county FROM kernel.docket ORDER BY county')
  for (const { county } of rows) {
    at(county)
    for await (const one of brokenChains(readerOf(owner), county)) yield { county, ...one }
  }
}
