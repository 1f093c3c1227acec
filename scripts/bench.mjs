// `npm run bench`: sets itself up like `npm start`, then measures. `npm run bench -- --json` writes one line a figure.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { node24, root, setUp, toolEnv } from './setup.mjs'

await setUp()
const bench = spawn(node24(), [join(root, 'bench', 'run.ts'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: toolEnv(),
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => bench.kill(signal))
bench.once('exit', (code) => process.exit(code ?? 1))
