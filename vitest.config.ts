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

const skipped = ['**/node_modules/**', '**/dist/**']
const pages = ['{kernel,modules,apps}/**/web/**/*.test.{ts,tsx}', 'bench/**/*.test.ts']

export default defineConfig({
  test: {
    exclude: skipped,
    pool: 'forks',
    maxWorkers: 2,
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
          // many houses stand in one process, as many servers may: what they need is loaded once
          isolate: false,
          globalSetup: ['./scripts/test-postgres.ts'],
          include: ['{kernel,modules,apps,scripts}/**/*.test.{ts,tsx}'],
          exclude: [...skipped, ...pages],
        },
      },
      {
        extends: true,
        // a page has its process to itself, as in a browser
        test: { name: 'pages', globalSetup: ['./scripts/test-postgres.ts'], include: pages },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          // one browser for all of a process
          isolate: false,
          globalSetup: ['./journeys/open-server.ts'],
          include: ['journeys/**/*.test.ts'],
        },
      },
    ],
  },
})
