import type { Check } from '@gongzhi/kernel/server/module.ts'
import { electionDigest } from './election-ballots.ts'
import { recallDigest } from './recalls.ts'
import { digestOf } from './resolution-digest.ts'
import { hashedElections, readElection } from './store-election.ts'
import { hashedRecalls, readRecall } from './store-recall.ts'
import { signedBeside } from './store-resolution.ts'

/**
 * Every signed resolution against itself and against the public record: its words and its vote still give the hash that was
 * signed, and the record says the same (P16).
 */
export const resolutionCheck: Check = {
  id: 'deliberation.resolution-record',
  run: async function* ({ reader, county }) {
    for (const row of await reader.rows(signedBeside(county))) {
      const now = digestOf({ text: row.text as string, clauses: row.clauses as { text: string }[] }, row.numbers)
      if (now !== row.digest)
        yield { subject: row.id as string, why: 'the resolution or its vote was changed after signing' }
      if (row.leaf !== null && row.leaf !== row.digest)
        yield { subject: row.id as string, why: 'the public record has another resolution' }
      if (row.leaf === null && row.waits === false)
        yield { subject: row.id as string, why: 'signed, and not in the public record' }
    }
  },
}

/** Every posted election and every decided recall still gives the hash that entered the public record (P16). */
export const electionCheck: Check = {
  id: 'deliberation.election-record',
  run: async function* ({ reader, county }) {
    for (const stored of await reader.rows(hashedElections(county))) {
      const row = readElection(stored)
      if (electionDigest(row) !== row.digest)
        yield { subject: stored.id as string, why: 'the election was changed after it was posted' }
    }
    for (const stored of await reader.rows(hashedRecalls(county))) {
      const row = readRecall(stored)
      if (recallDigest(row, row.ballot) !== row.digest)
        yield { subject: stored.id as string, why: 'the recall was changed after it was decided' }
    }
  },
}
