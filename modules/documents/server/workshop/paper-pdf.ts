import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { type Paper, paperDay } from '../../rules/paper.ts'
import { qrOf } from './check-code.ts'
import { allOfInput, putOut } from './lines.ts'

const template = fileURLToPath(new URL('./paper.typ', import.meta.url))

/** Two weights; what a paper uses of them is put into it, nothing more. */
const fonts = (): Buffer[] => {
  const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json'))
  return ['400Regular', '700Bold'].map((cut) => readFileSync(join(folder, cut, `NotoSerifSC_${cut}.ttf`)))
}

/** The paper as the template reads it: days in words. */
const spoken = (paper: Paper & { readonly codeOf?: string | null }) => ({
  ...paper,
  qr: paper.codeOf ? qrOf(paper.codeOf) : null,
  day: paperDay(paper.on),
  issued: paper.issued === null ? null : { ...paper.issued, day: paperDay(paper.issued.on) },
})

export const run = async (): Promise<void> => {
  const paper = JSON.parse(await allOfInput()) as Paper
  const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: fonts() }], workspace: dirname(template) })
  const made = compiler.compile({
    mainFileContent: readFileSync(template, 'utf8'),
    inputs: { paper: JSON.stringify(spoken(paper)) },
  })
  const { result } = made
  if (!result) {
    const error = made.takeError()
    throw new Error(`typst: ${error ? JSON.stringify(compiler.fetchDiagnostics(error)).slice(0, 2000) : 'no document'}`)
  }
  await putOut(compiler.pdf(result, { creationTimestamp: Date.parse(`${paper.on}T00:00:00+08:00`) / 1000 }))
}
