import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * What takes longest begins first: begun last, one of them would keep a single core busy at the end. Those that wait for
 * servers to fall and rise stand beside the two that are all work.
 */
const long = [
  'every-page-of-the-desk',
  'bench/fault',
  'server/running',
  'cli/backup',
  'every-page-of-the-resident',
  'an-evening-talk',
  'a-council-is-elected',
  'without-signal',
  'server/walls',
  'points-write-themselves',
  'kit/kit',
  'a-voter-roll',
]

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = long.findIndex((name) => moduleId.includes(name))
      return found < 0 ? long.length : found
    }
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}

export default defineConfig({
  test: {
    exclude: ['**/node_modules/**', '**/dist/**'],
    pool: 'forks',
    maxWorkers: 2,
    // what the house needs is loaded once a process; no file leaves anything behind in it
    isolate: false,
    sequence: { sequencer: LongFirst },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // what follows an act follows soon, and on a busy machine a little later
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'house',
          globalSetup: ['./scripts/test-postgres.ts'],
          include: [
            'kernel/**/*.test.{ts,tsx}',
            'modules/**/*.test.{ts,tsx}',
            'apps/**/*.test.{ts,tsx}',
            'scripts/**/*.test.ts',
            'bench/**/*.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: { name: 'journeys', globalSetup: ['./journeys/open-server.ts'], include: ['journeys/**/*.test.ts'] },
      },
    ],
  },
})
