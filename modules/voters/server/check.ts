import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Check } from '@gongzhi/kernel/server/module.ts'
import { openLines } from './resolve.ts'
import { rollDigest } from './roll-acts.ts'
import { listOf, readRoll, settledRolls } from './store.ts'

/** Every settled roll still reads as it was hashed (P16). */
export const voterRollCheck = (crypto: Crypto): Check => ({
  id: 'voters.roll-record',
  run: async function* ({ reader, county }) {
    for (const stored of await reader.rows(settledRolls(county))) {
      const id = stored.id as string
      const lines = openLines(crypto, await reader.rows(listOf(county, id)))
      if (rollDigest(lines) !== readRoll(stored).digest)
        yield { subject: id, why: 'the roll was changed after it was settled' }
    }
  },
})
