// `npm start`: installs and builds what is missing, then runs the server on Node 24. Runs on Node 20 itself.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { node24, root, setUp } from './setup.mjs'

await setUp()

// Left alone, V8 lets garbage lie while the machine has memory: half of it is ours to keep small (350 → 170 MB).
const flags = JSON.parse(readFileSync(join(root, 'scripts', 'node-flags.json'), 'utf8'))

const server = spawn(
  node24(),
  [
    ...flags,
    '--import',
    join(root, 'scripts', 'stop-with-parent.mjs'),
    join(root, 'apps', 'server', 'main.ts'),
    ...process.argv.slice(2),
  ],
  // A session of its own: the terminal's Ctrl-C reaches the server once, through here, not also from the terminal.
  { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], detached: true },
)

const last = new Map()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    // npm passes on what the terminal has already sent: one press counts once.
    const again = Date.now() - (last.get(signal) ?? 0) < 500
    last.set(signal, Date.now())
    if (!again) server.kill(signal)
  })
}

server.once('error', (error) => {
  console.error(error.message)
  process.exit(1)
})
server.once('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)))
