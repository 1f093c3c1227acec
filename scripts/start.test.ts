import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const house = dirname(dirname(fileURLToPath(import.meta.url)))
const server = `
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {
  console.log('got ' + signal)
  setTimeout(() => process.exit(7), 200)
})
setTimeout(() => {}, 30_000)
console.log('up ' + process.pid + ' ' + process.version + ' ' + process.argv.slice(2))`

// The house as installed, with a server of a few lines and no web to build.
let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'gongzhi-start-'))
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(house, name), join(dir, name))
  for (const name of ['node_modules', 'kernel', 'modules']) symlinkSync(join(house, name), join(dir, name))
  cpSync(join(house, 'scripts'), join(dir, 'scripts'), { recursive: true })
  for (const app of ['server', 'web']) {
    mkdirSync(join(dir, 'apps', app), { recursive: true })
    copyFileSync(join(house, 'apps', app, 'package.json'), join(dir, 'apps', app, 'package.json'))
  }
  writeFileSync(join(dir, 'apps', 'server', 'main.ts'), server)
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

async function start(
  ...args: string[]
): Promise<{ child: ChildProcess; lines: string[]; ended: Promise<number | null> }> {
  // Without npm on the path: were the install not whole, this would say so instead of installing.
  const env = { HOME: dir, PATH: '' }
  const child = spawn(process.execPath, [join(dir, 'scripts', 'start.mjs'), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  const up = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line)
      if (line.startsWith('up ')) resolve()
    })
  })
  await Promise.race([up, ended])
  return { child, lines, ended }
}

test('an installed house is up within 3 seconds, on Node 24, with the arguments given', async () => {
  const since = Date.now()
  const { child, lines, ended } = await start('--flag')
  expect(Date.now() - since).toBeLessThan(3000)
  expect(lines.at(-1)).toMatch(/^up \d+ v(2[4-9]|[3-9]\d)\S* --flag$/)
  child.kill('SIGTERM')
  await ended
})

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s reaches the server once, and its exit code comes back',
  async (signal) => {
    const { child, lines, ended } = await start()
    child.kill(signal)
    // npm passes on what the terminal has already sent.
    child.kill(signal)
    expect(await ended).toBe(7)
    expect(lines.filter((line) => line.startsWith('got'))).toEqual([`got ${signal}`])
  },
)

test('when npm start is killed outright, the server stops in order', async () => {
  const { child, lines, ended } = await start()
  child.kill('SIGKILL')
  // The pipe closes when its last holder, the server, has ended.
  await ended
  expect(lines.at(-1)).toBe('got SIGTERM')
})
