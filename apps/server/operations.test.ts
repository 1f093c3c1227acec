import { execFile, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { tryCli } from './cli/testing-cli.ts'

const root = join(import.meta.dirname, '..', '..')
const guides = ['OPERATIONS.md', 'OPERATIONS.zh-CN.md']
const read = (name: string) => readFileSync(join(root, name), 'utf8')
const guide = (name: string) => read(join('docs', name))

test.each(guides)('every setting that the code reads stands in the table of %s, and no other', (name) => {
  const files = globSync(['kernel/server/**/*.ts', 'modules/*/server/**/*.ts', 'apps/server/**/*.ts'], { cwd: root })
  const source = files
    .filter((file) => !/\.test\.ts$|testing|trial/.test(file))
    .map(read)
    .join('\n')
  const said = [...source.matchAll(/(?:\benv\.|process\.env\.|\b(?:text|integer|isOn)\(')([A-Z]{2,}[A-Z_]*)\b/gm)]
  const known = new Set(said.map(([, setting]) => setting ?? ''))
  const told = (setting: string) => guide(name).includes(`\`${setting}\``)
  // what the test run itself is told, and what every process has
  const others = ['GONGZHI_TEST_PG', 'PATH']
  expect(known.size).toBeGreaterThan(20)
  expect([...known].filter((setting) => !told(setting) && !others.includes(setting))).toEqual([])
  const table = [...guide(name).matchAll(/^\| (`[A-Z][^|]*) \|/gm)].flatMap(([, cell]) => [
    ...(cell ?? '').matchAll(/`([A-Z_]+)`/g),
  ])
  const listed = table.map(([, setting]) => setting ?? '')
  expect(listed.length).toBeGreaterThan(20)
  expect(listed.filter((setting) => !known.has(setting))).toEqual([])
})

const blocks = (name: string, kind: string) =>
  [...guide(name).matchAll(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, block]) => block ?? '')

test('both guides give the same commands, settings and rules', () => {
  const [english = '', chinese = ''] = guides
  const bare = (block: string) =>
    block
      .replace(/#.*$/gm, '')
      .replace(/--.*$/gm, '')
      .replace(/<[^>]+>/g, '<>')
      .replace(/[ \t]+$/gm, '')
  for (const kind of ['sh', 'yaml', 'sql'])
    expect(blocks(chinese, kind).map(bare)).toEqual(blocks(english, kind).map(bare))
})

test('every figure that an alert asks for is kept', () => {
  const metrics = ['metrics.ts'].map((file) => read(join('kernel/server', file))).join() + read('apps/server/flock.ts')
  const [rules = ''] = blocks('OPERATIONS.md', 'yaml')
  const { groups } = parse(rules)
  const asked = groups[0].rules.flatMap(({ expr }: { expr: string }) => expr.match(/gongzhi_[a-z_]+/g))
  expect(asked.length).toBeGreaterThan(8)
  for (const name of asked) expect(metrics).toContain(`'${name.replace(/_(count|bucket)$/, '')}'`)
})

let t: Awaited<ReturnType<typeof tryCli>>
let drill: Awaited<ReturnType<typeof tryCli>>
beforeAll(async () => {
  ;[t, drill] = await Promise.all([tryCli(), tryCli()])
})
afterAll(() => Promise.all([t?.close(), drill?.close()]))

test('the commands of the backup drill, as they stand in the guide, do what it says', async () => {
  const made = await t.run(['init', '--county', '441226', '--name', '黄示例', '--phone', '13800000001'])
  expect(made.code, made.err).toBe(0)
  const bin = join(t.dir, 'bin')
  mkdirSync(bin)
  writeFileSync(
    join(bin, 'gongzhi'),
    `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'apps/server/cli.ts')}" "$@"\n`,
  )
  chmodSync(join(bin, 'gongzhi'), 0o755)
  const passphrase = join(t.dir, 'passphrase')
  writeFileSync(passphrase, '演练用的口令\n')
  const env = {
    ...t.settings,
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    BACKUP_DIR: join(t.dir, 'kept'),
    PASSPHRASE_FILE: passphrase,
    DRILL_DATABASE_URL: drill.url,
    DRILL_DATA_DIR: drill.dir,
  }
  const drills = blocks('OPERATIONS.md', 'sh').filter((block) => block.startsWith('# drill'))
  expect(drills).toHaveLength(3)
  for (const block of drills) await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', block], { env })
  expect(readdirSync(env.BACKUP_DIR)).toHaveLength(2)
  expect(await drill.rows('SELECT county FROM kernel.real_county')).toEqual([{ county: '441226' }])
  expect(existsSync(join(drill.dir, 'secrets', 'master.key'))).toBe(true)
})

test('what stands in deploy/ can be read, names files that exist and settings that are known', () => {
  const compose = parse(read('deploy/compose.yaml'))
  expect(Object.keys(compose.services).sort()).toEqual(['app', 'caddy', 'db'])
  expect(
    existsSync(join(root, 'deploy', compose.services.app.build.context, compose.services.app.build.dockerfile)),
  ).toBe(true)
  for (const setting of Object.keys(compose.services.app.environment))
    expect(guide('OPERATIONS.md')).toContain(`\`${setting}\``)
  const [, main] = /^CMD \["node".*"([^"]+\.ts)"\]$/m.exec(read('deploy/Dockerfile')) ?? []
  expect(existsSync(join(root, main ?? '-'))).toBe(true)
  for (const unit of ['gongzhi.service', 'gongzhi-backup.service']) {
    const started = /^ExecStart=\/srv\/gongzhi\/node_modules\/node\/bin\/node .*?(apps\/\S+)/m.exec(
      read(`deploy/${unit}`),
    )?.[1]
    expect(existsSync(join(root, started ?? '-')), unit).toBe(true)
  }
  // each unit is held to systemd's own reading where systemd is
  const units = ['gongzhi.service', 'gongzhi-backup.service', 'gongzhi-backup.timer'].map((unit) =>
    join(root, 'deploy', unit),
  )
  const { stderr, error } = spawnSync('systemd-analyze', ['verify', ...units], { encoding: 'utf8' })
  const wrong = (stderr ?? '').split('\n').filter((line) => line.includes('gongzhi') && !/is not executable/.test(line))
  if (!error) expect(wrong).toEqual([])
})

test('the command line starts on whatever Node npm runs', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'apps/server/gongzhi.mjs'), 'help'])
  expect(stdout).toContain('backup')
})
