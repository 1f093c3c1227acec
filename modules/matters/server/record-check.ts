import type { Check } from '@gongzhi/kernel/server/module.ts'
import { besideRecord } from './store-record.ts'

/** The public list against the public record: every published row as it was published (P16). */
export const publishedCheck: Check = {
  id: 'matters.public_matter',
  run: async function* ({ reader, county }) {
    for (const { id, why } of await reader.rows<{ id: string; why: string }>(besideRecord(county)))
      yield { subject: id, why }
  },
}
