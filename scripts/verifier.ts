// `node scripts/verifier.ts`: writes the checker of the public record into one file that needs nothing but Node 18.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const tool = fileURLToPath(new URL('../modules/record/tool/', import.meta.url))
const file = `${tool}gongzhi-verify.gen.mjs`

/** The file as it has to be: readable, because whoever runs it should be able to read what it does. */
export const buildVerifier = async (): Promise<string> => {
  const built = await build({
    root: tool,
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      ssr: `${tool}entry.ts`,
      target: 'node18',
      minify: false,
      rolldownOptions: { output: { format: 'es' } },
    },
  })
  const [chunk] = Array.isArray(built) || !('output' in built) ? [] : built.output
  if (chunk?.type !== 'chunk') throw new Error('one file was expected')
  return `#!/usr/bin/env node
// gongzhi-verify: checks a proof of the public record with the network off. Apache-2.0.
// 核对公开记录的证明，不用联网。 Made from modules/record by scripts/verifier.ts; the same code checks on the page /verify.
${chunk.code}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(file, await buildVerifier())
