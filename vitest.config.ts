import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    exclude: ['**/node_modules/**', '**/dist/**'],
    pool: 'forks',
    maxWorkers: 2,
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
