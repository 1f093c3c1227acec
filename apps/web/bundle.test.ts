import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { beforeAll, expect, test } from 'vitest'

type Chunk = { file: string; src?: string; imports?: string[]; dynamicImports?: string[]; css?: string[] }
let folder: string
let manifest: Record<string, Chunk>

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'web-'))
  await build({
    configFile: join(import.meta.dirname, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  })
  manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'))
}, 120_000)

const read = (file: string) => readFileSync(join(folder, file), 'utf8')
const keyOf = (end: string) => Object.keys(manifest).find((key) => key.endsWith(end)) ?? ''

const withImports = (key: string, found = new Set<string>()): Set<string> => {
  if (found.has(key)) return found
  found.add(key)
  for (const next of manifest[key]?.imports ?? []) withImports(next, found)
  return found
}

/** Everything the phone fetches before the first page stands: the entry, that page, its words. */
const first = (page: string) =>
  [
    ...new Set(
      ['resident/index.html', keyOf(page), keyOf('words/resident/zh-CN')].flatMap((key) => [...withImports(key)]),
    ),
  ]
    .map((key) => manifest[key]?.file)
    .filter((file) => file !== undefined)

test('the first page of a resident costs at most 60 KB of JavaScript over the wire', () => {
  const home = first('pages/resident/home-page.tsx')
  expect(home.length).toBeGreaterThan(2)
  const bytes = home.reduce((sum, file) => sum + gzipSync(read(file)).length, 0)
  console.log(`first page of a resident: ${(bytes / 1000).toFixed(1)} kB gzip in ${home.length} files`)
  expect(bytes).toBeLessThan(60_000)
})

test('no schema library reaches the browser', () => {
  for (const { file } of Object.values(manifest)) {
    if (file.endsWith('.js')) expect(read(file), file).not.toMatch(/ZodType|invalid_union/)
  }
})

test('neither face has inline script, inline style or a foreign address', () => {
  for (const face of ['resident', 'work']) {
    const html = read(`${face}/index.html`)
    for (const script of html.match(/<script[^>]*>/g) ?? []) expect(script).toContain('src="/assets/')
    expect(html).not.toMatch(/<style|style=|https?:|onload=/)
    expect(html).toContain('正在打开…')
  }
})

test('React itself is nowhere in the bundle', () => {
  for (const { file } of Object.values(manifest))
    if (file.endsWith('.js')) expect(read(file), file).not.toContain('react.transitional.element')
})
