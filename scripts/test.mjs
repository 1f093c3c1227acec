// `npm test`: sets itself up like `npm start`, then all checks and all tests. `npm test -- kernel/` passes a filter on.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { check } from './check.mjs'
import { node24, root, seconds, setUp, toolEnv } from './setup.mjs'

// the tests start some hundred servers and commands: what was compiled for one is there for the next
process.env.NODE_COMPILE_CACHE ??= join(root, '.cache', 'compiled')

const filters = process.argv.slice(2)
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')

const run = (args, env = {}) =>
  new Promise((resolve) => {
    const child = spawn(node24(), [vitest, 'run', ...args], {
      cwd: root,
      stdio: 'inherit',
      env: { ...toolEnv(), ...env },
    })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
    child.once('exit', (code) => resolve(code ?? 1))
  })

const started = Date.now()
await setUp()
console.log(`setup ${seconds(started)} s`)

const checking = Date.now()
const failed = await check()
console.log(`check ${seconds(checking)} s${failed ? `, ${failed} failed` : ''}`)

const testing = Date.now()
const code = await run(filters)
console.log(`tests ${seconds(testing)} s`)

// the same server tests on Debian's own PostgreSQL, where it is installed
const system = '/usr/lib/postgresql'
let other = 0
if (filters.length === 0 && existsSync(system) && readdirSync(system).some((v) => Number(v) >= 15)) {
  const again = Date.now()
  console.log('再用系统自带的 PostgreSQL 跑一遍服务端测试  the server tests once more, on the PostgreSQL of the system')
  other = await run(
    [
      'kernel/server/act.test.ts',
      'modules/people/server',
      'modules/territory/server',
      'modules/identity/server',
      'apps/server/talks',
      'apps/server/voters',
    ],
    { TEST_POSTGRES: 'system' },
  )
  console.log(`tests on the system's PostgreSQL ${seconds(again)} s`)
}

console.log(`all ${seconds(started)} s`)
if (failed) console.log(`✗ ${failed} checks failed, see above`)
process.exit(code === 0 && other === 0 && failed === 0 ? 0 : 1)
