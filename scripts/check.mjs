// `npm run check`: types, style, architecture, dead code, printed documents. Says all that is wrong, not the first only.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { node24, root, seconds, setUp, toolEnv } from './setup.mjs'

const bin = (name) => join(root, 'node_modules', '.bin', name)

/** Runs every check, two at a time (the small machine has two cores); answers the number that failed. */
export async function check() {
  const waiting = [
    ['types', bin('tsc'), ['-b']],
    ['architecture', bin('depcruise'), ['--config', 'architecture.cjs', 'kernel', 'modules', 'apps']],
    ['built web', node24(), ['scripts/check-web.ts']],
    ['style', bin('biome'), ['check', '--error-on-warnings']],
    ['dead code', bin('knip'), ['--no-progress', '--no-config-hints']],
    ['documents', node24(), ['scripts/docs.ts', '--check']],
  ].filter(([name]) => name !== 'documents' || existsSync(join(root, 'scripts', 'docs.ts')))
  let failed = 0
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, command, args] = next
      const started = Date.now()
      const { code, said } = await run(command, args)
      console.log(`${code === 0 ? '✓' : '✗'} ${name} ${seconds(started)} s`)
      if (code !== 0) {
        failed++
        console.log(said.trimEnd().replace(/^/gm, '  '))
      }
    }
  }
  await Promise.all([work(), work()])
  return failed
}

function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env: toolEnv(), stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said += chunk
      })
    }
    child.once('error', (error) => resolve({ code: 1, said: error.message }))
    child.once('close', (code) => resolve({ code: code ?? 1, said }))
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await setUp({ web: false })
  process.exit((await check()) === 0 ? 0 : 1)
}
