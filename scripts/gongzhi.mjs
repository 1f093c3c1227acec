#!/usr/bin/env node
// `npm run gongzhi -- <command>` and `npx gongzhi <command>`: installs what is missing, then runs the command line on Node 24.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { node24, root, setUp } from './setup.mjs'

await setUp({ web: false })
const child = spawn(node24(), [join(root, 'apps', 'server', 'cli.ts'), ...process.argv.slice(2)], { stdio: 'inherit' })
// the terminal's own Ctrl-C reaches the child by itself; what a supervisor sends is passed on
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
process.on('SIGINT', () => {})
child.once('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)))
