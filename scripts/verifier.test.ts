import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buildVerifier } from './verifier.ts'

const file = new URL('../modules/record/tool/gongzhi-verify.gen.mjs', import.meta.url)

test('the checker that is handed out is the one that follows from the source, and needs nothing but Node', async () => {
  const text = readFileSync(file, 'utf8')
  expect(text === (await buildVerifier()), 'run `node scripts/verifier.ts`').toBe(true)
  const asked = [...text.matchAll(/\b(?:import|from|require)\s*\(?\s*["']([^"']+)["']/g)].map(([, name]) => name)
  expect(asked).toEqual(['node:fs'])
  expect(text).not.toMatch(/\bfetch\b|https?:/)
})

/** Node as tests run it, and the machine's own where there is one. */
const nodes = [process.execPath, '/usr/bin/node', '/usr/local/bin/node'].filter(existsSync)
test.each(nodes)('it runs on %s and says how it is used', (node) => {
  let said = ''
  let code = 0
  try {
    said = execFileSync(node, [file.pathname], { encoding: 'utf8' })
  } catch (error) {
    const failed = error as { status: number; stdout: string }
    code = failed.status
    said = failed.stdout
  }
  expect(code).toBe(2)
  expect(said).toContain('gongzhi-verify.mjs')
})
