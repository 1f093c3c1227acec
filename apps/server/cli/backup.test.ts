import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { checkArchive } from '@gongzhi/kernel/server/archive/read-archive.ts'
import { writeArchive } from '@gongzhi/kernel/server/archive/write-archive.ts'
import { openCrypto } from '@gongzhi/kernel/server/crypto.ts'
import { listMigrations, migrate } from '@gongzhi/kernel/server/migrate.ts'
import { migrationSets } from '@gongzhi/kernel/server/migration-sets.ts'
import { asOwner } from '@gongzhi/kernel/server/owner.ts'
import { openSecrets } from '@gongzhi/kernel/server/secrets.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildHouse } from '../modules.ts'
import { openHouse } from '../open.ts'
import { backup } from './backup.ts'
import { tryCli } from './testing-cli.ts'

type Cli = Awaited<ReturnType<typeof tryCli>>
const key = '5a'.repeat(32)
const cli = fileURLToPath(new URL('../cli.ts', import.meta.url))
const opened: Cli[] = []
let t: Cli
let folder = ''
const fresh = async (withKey = true) => {
  const made = await tryCli()
  opened.push(made)
  if (withKey) {
    mkdirSync(join(made.dir, 'secrets'))
    writeFileSync(join(made.dir, 'secrets', 'master.key'), key)
  }
  return made
}
const put = (at: Cli, path: string, bytes: string | Buffer) => {
  mkdirSync(join(at.dir, 'files', 'files', path.slice(0, 2)), { recursive: true })
  writeFileSync(join(at.dir, 'files', 'files', path.slice(0, 2), path), bytes)
}
const filesOf = (at: Cli) =>
  readdirSync(join(at.dir, 'files'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.\w+$/.test(name))
    .sort()
const archives = () =>
  readdirSync(folder)
    .filter((name) => /\.tar(\.sealed)?$/.test(name))
    .sort()

/** Every row of every table, and where every sequence stands, as one text a table. */
const contents = async (at: Cli): Promise<Record<string, unknown>> => {
  const tables = await at.rows<{ name: string }>(
    `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema !~ '^(pg_|information_schema|public)' AND table_name <> 'migration' ORDER BY 1`,
  )
  const all: Record<string, unknown> = {}
  for (const { name } of tables)
    all[name] = (
      await at.rows(`SELECT count(*)::int AS n, md5(string_agg(t::text, '|' ORDER BY t::text)) AS md5 FROM ${name} t`)
    )[0]
  all.sequences = await at.rows(`SELECT schemaname, sequencename, last_value FROM pg_sequences ORDER BY 1, 2`)
  all.rules = await at.rows(
    `SELECT conrelid::regclass::text AS on, conname, convalidated, pg_get_constraintdef(oid) AS rule FROM pg_constraint
     WHERE connamespace::regnamespace::text !~ '^(pg_|information_schema)' ORDER BY 1, 2`,
  )
  all.policies = await at.rows('SELECT schemaname, tablename, policyname, qual FROM pg_policies ORDER BY 1, 2, 3')
  return all
}

beforeAll(async () => {
  t = await fresh()
  folder = join(t.dir, 'kept')
  const made = await t.run(['init', '--county', '441226', '--name', '黄示例', '--phone', '13800000001', '--json'])
  expect(made.code, made.err).toBe(0)
  put(t, 'ab.jpg', Buffer.alloc(300_000, 7))
  put(t, 'ab.thumb.jpg', 'a small one')
  put(t, 'cd.jpg', '')
  put(t, '.half.part', 'half written')
})
afterAll(() => Promise.all(opened.map((one) => one.close())))

test('backed up, destroyed and restored, every row, sequence, rule and file is what it was, and the names can be read', async () => {
  const before = await contents(t)
  const taken = await t.run(['backup', `${folder}/`, '--json'])
  expect(taken.code, taken.err).toBe(0)
  const { file, files } = JSON.parse(taken.out)
  expect(files).toBe(3)
  const other = await fresh()
  const done = await other.run(['restore', file])
  expect(done, done.err).toMatchObject({ code: 0, out: expect.stringContaining('intact') })
  expect(await contents(other)).toEqual(before)
  expect(filesOf(other)).toEqual(['files/ab/ab.jpg', 'files/ab/ab.thumb.jpg', 'files/cd/cd.jpg'])
  expect(readFileSync(join(other.dir, 'files/files/ab/ab.jpg'))).toEqual(Buffer.alloc(300_000, 7))
  const [person] = await other.rows<{ name_enc: string }>('SELECT name_enc FROM identity.account')
  const crypto = openCrypto(openSecrets('', { GONGZHI_KEY: key }))
  expect(crypto.decrypt('identity.name', person?.name_enc ?? '')).toBe('黄示例')
  // what is there is never written over
  expect(await other.run(['restore', file])).toMatchObject({ code: 1, err: expect.stringContaining('not empty') })
  expect(await contents(other)).toEqual(before)
})

test('of a folder the newest are kept, and nothing that somebody else put there is taken away', async () => {
  for (const name of ['gongzhi-20250101T000000Z.tar', 'gongzhi-20250102T000000Z.tar', 'mine.tar'])
    writeFileSync(join(folder, name), 'x')
  const { code, out } = await t.run(['backup', folder, '--keep', '2', '--json'])
  expect(code).toBe(0)
  expect(JSON.parse(out).dropped).toEqual(['gongzhi-20250101T000000Z.tar', 'gongzhi-20250102T000000Z.tar'])
  expect(archives()).toHaveLength(3)
  expect(archives()).toContain('mine.tar')
  expect(await backup.run({ words: [folder], text: () => '0', on: () => false })).toBe(2)
})

test('a byte changed, an end cut off, a file that is no archive: each is told from a whole one', async () => {
  const file = join(folder, archives()[0] ?? '')
  const whole = readFileSync(file)
  expect((await checkArchive(file)).tables.length).toBeGreaterThan(20)
  const spoiled = join(t.dir, 'spoiled.tar')
  const why = async (bytes: Buffer | string) => {
    writeFileSync(spoiled, bytes)
    return checkArchive(spoiled).then(
      () => 'whole',
      ({ code, detail }) => `${code} ${detail}`,
    )
  }
  const parts = ['tables/territory.division/000001.copy.gz', 'files/files/ab/ab.thumb.jpg', 'lists/000001.jsonl']
  for (const part of parts) {
    const changed = Buffer.from(whole)
    const at = whole.indexOf(part) + 512
    changed[at] = (changed[at] ?? 0) ^ 1
    // a list that was changed may no longer be read at all
    expect(await why(changed), part).not.toBe('whole')
    if (!part.startsWith('lists')) expect(await why(changed)).toBe(`archive-changed ${part}`)
  }
  for (const share of [0.2, 0.6, 0.95])
    expect(await why(whole.subarray(0, whole.length * share))).toMatch(/^archive-cut/)
  expect(await why('not an archive at all')).toMatch(/^archive-cut/)
})

test('sealed, it opens with its passphrase alone, and with the master key in it a new machine needs nothing else', async () => {
  const secret = join(t.dir, 'passphrase')
  writeFileSync(secret, '一句很长的口令\n')
  const file = join(t.dir, 'all.tar.sealed')
  const bareKey = { words: [file], text: () => undefined, on: (flag: string) => flag === 'with-key' }
  expect(await backup.run(bareKey)).toBe(2)
  expect(await t.run(['backup', file, '--with-key', '--passphrase-file', secret])).toMatchObject({
    code: 0,
    err: expect.stringContaining('master key is in it'),
  })
  expect(readFileSync(file).includes('territory.division')).toBe(false)
  const bare = await fresh(false)
  await expect(checkArchive(file, 'another')).rejects.toMatchObject({ code: 'archive-sealed' })
  const sealed = readFileSync(file)
  writeFileSync(`${file}.cut`, sealed.subarray(0, sealed.length - 1000))
  await expect(checkArchive(`${file}.cut`, '一句很长的口令')).rejects.toMatchObject({ code: 'archive-sealed' })
  expect(await bare.run(['restore', file], { BACKUP_PASSPHRASE: '一句很长的口令' })).toMatchObject({ code: 0 })
  expect(readFileSync(join(bare.dir, 'secrets/master.key'), 'utf8').trim()).toBe(key)
})

test('without the master key, or with another one, nothing is restored', async () => {
  const file = join(folder, archives()[0] ?? '')
  const bare = await fresh(false)
  expect(await bare.run(['restore', file])).toMatchObject({ code: 1, err: expect.stringContaining('--without-key') })
  expect(await bare.run(['restore', file], { GONGZHI_KEY: '77'.repeat(32) })).toMatchObject({ code: 1 })
})

/** Runs a command and kills it outright as soon as `when` holds; answers whether it was still at work. */
const killWhen = async (at: Cli, args: string[], when: () => boolean | Promise<boolean>): Promise<boolean> => {
  const child = spawn(process.execPath, [cli, ...args], { env: at.settings, stdio: 'ignore' })
  const ended = new Promise((done) => child.once('exit', done))
  while (child.exitCode === null && !(await when())) await sleep(2)
  const inTime = child.exitCode === null
  child.kill('SIGKILL')
  await ended
  return inTime
}

test('killed in the middle, a backup leaves no archive, and the next one clears up', async () => {
  const place = join(t.dir, 'killed')
  mkdirSync(place)
  // enough for it to take a while
  put(t, 'ef.jpg', Buffer.alloc(64 * 2 ** 20))
  const half = () => readdirSync(place).some((name) => name.endsWith('.part'))
  expect(await killWhen(t, ['backup', place], half)).toBe(true)
  expect(readdirSync(place).filter((name) => !name.endsWith('.part'))).toEqual([])
  expect(half()).toBe(true)
  rmSync(join(t.dir, 'files/files/ef'), { recursive: true })
  expect((await t.run(['backup', place])).code).toBe(0)
  expect(readdirSync(place)).toEqual([expect.stringMatching(/^gongzhi-\d{8}T\d{6}Z\.tar$/)])
})

test('killed in the middle, a restore is begun again by running it again; nothing starts on the half', async () => {
  const file = join(folder, archives()[0] ?? '')
  const other = await fresh()
  const begun = async () =>
    (await other.rows(`SELECT FROM pg_tables WHERE schemaname = 'people'`).catch(() => [])).length > 0
  expect(await killWhen(other, ['restore', file], begun)).toBe(true)
  const opening = openHouse({ dataDir: other.dir, demo: false, suite: 'a1' }, other.url)
  await expect(opening).rejects.toMatchObject({ code: 'restore-unfinished' })
  expect(await other.run(['restore', file])).toMatchObject({ code: 0 })
  expect(await contents(other)).toEqual(await contents(t))
})

test('an archive of an older release is brought up to this one; one of a newer release is refused', async () => {
  const crypto = openCrypto(openSecrets('', { GONGZHI_KEY: key }))
  const sets = migrationSets(buildHouse({ crypto, dataDir: t.dir, demo: false }).modules)
  const all = sets.flatMap(listMigrations)
  const first = new Set(
    all.filter(({ name }) => name.startsWith('0001')).map(({ module, name }) => `${module}/${name}`),
  )
  expect(first.size).toBeLessThan(all.length)
  const old = await fresh()
  const file = join(t.dir, 'old.tar')
  const taking = { file, filesDir: join(old.dir, 'files'), program: '0.0.1', keyMark: null }
  await asOwner(old.url, async (owner) => {
    await migrate(owner, sets, undefined, (module, name) => first.has(`${module}/${name}`))
    await owner.query(`INSERT INTO identity.login VALUES ('old', '441226', gen_random_uuid())`)
    await writeArchive(owner, taking)
    await owner.query(`INSERT INTO kernel.migration (module, name, sha256) VALUES ('kernel', '9999-later.sql', 'x')`)
    await writeArchive(owner, { ...taking, file: `${file}.newer` })
  })
  const other = await fresh()
  expect(await other.run(['restore', `${file}.newer`])).toMatchObject({
    code: 1,
    err: expect.stringContaining('9999-later'),
  })
  const done = await other.run(['restore', file])
  expect(done, done.err).toMatchObject({
    code: 0,
    out: expect.stringContaining(`${all.length - first.size} migrations`),
  })
  expect(await other.rows('SELECT login FROM identity.login')).toEqual([{ login: 'old' }])
  expect(await other.rows('SELECT count(*)::int AS n FROM kernel.migration')).toEqual([{ n: all.length }])
})
