import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { explainStartError } from './explain-start-error.ts'

test('with nothing set it listens on this machine only, keeps ./data and shows the demo', () => {
  expect(readConfig({})).toEqual({
    port: 4100,
    host: '127.0.0.1',
    dataDir: join(process.cwd(), 'data'),
    databaseUrl: undefined,
    demo: true,
    demoAsked: false,
    logLevel: 'info',
    ratePerMinute: 600,
    suite: 'a1',
    recordSm2: true,
    oidc: undefined,
    workers: 1,
    trustProxy: ['loopback'],
    metricsToken: undefined,
    drainMs: 0,
    webhookHosts: [],
  })
})

test.each([
  [undefined, undefined, true],
  [undefined, '0', false],
  ['postgres://u:p@db/gongzhi', undefined, false],
  ['postgres://u:p@db/gongzhi', '', false],
  ['postgres://u:p@db/gongzhi', '1', true],
])('DATABASE_URL=%s DEMO=%s: demo is %s', (DATABASE_URL, DEMO, demo) => {
  expect(readConfig({ DATABASE_URL, DEMO }).demo).toBe(demo)
})

test('everything wrong is named at once, and the password is not', () => {
  const env = {
    PORT: '70000',
    DEMO: 'maybe',
    DATABASE_URL: 'mysql://u:hunter2@db/x',
    LOG_LEVEL: 'loud',
    RATE_PER_MINUTE: '-1',
    HOST: 'http://x',
    CRYPTO: 'des',
    WORKERS: '0',
    TRUST_PROXY: 'everybody',
    METRICS_TOKEN: 'short',
    DRAIN_SECONDS: 'soon',
  }
  let said = ''
  try {
    readConfig(env)
  } catch (error) {
    said = explainStartError(error)
  }
  for (const name of Object.keys(env)) expect(said).toContain(name)
  expect(said).not.toContain('hunter2')
})

test('port 0 means any, 国密 is chosen by name', () => {
  expect(readConfig({ PORT: '0', CRYPTO: 'SM', RECORD_SM2: 'off' })).toMatchObject({
    ...{ port: 0, suite: 's1', recordSm2: false },
  })
})
