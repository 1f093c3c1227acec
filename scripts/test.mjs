// `npm test`: sets itself up like `npm start`, then all checks and all tests. `npm test -- kernel/` passes a filter on.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { check } from './check.mjs'
import { node24, root, seconds, setUp, toolEnv } from './setup.mjs'

const started = Date.now()
await setUp()
console.log(`setup ${seconds(started)} s`)

const checking = Date.now()
const failed = await check()
console.log(`check ${seconds(checking)} s${failed ? `, ${failed} failed` : ''}`)

const testing = Date.now()
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const tests = spawn(node24(), [vitest, 'run', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: toolEnv(),
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => tests.kill(signal))
tests.once('exit', (code) => {
  console.log(`tests ${seconds(testing)} s, all ${seconds(started)} s`)
  if (failed) console.log(`✗ ${failed} checks failed, see above`)
  process.exit(code === 0 && failed === 0 ? 0 : 1)
})
