// What the first page of each face may weigh, and whether the engines of the field know all that is in the bundle.
// A step of `npm run check`; `node scripts/check-web.ts` prints the figures.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { tooNewIn } from './too-new.ts'

type Output = Rolldown.RolldownOutput['output']
type Weight = { js: number; html: number; files: number }
export type Face = 'resident' | 'work'

/**
 * Bytes over the wire (gzip). `js`: everything that is fetched before the first page stands, its Chinese words
 * included. `html`: the page itself with its styles inside. A phone in the hills is the measure, not this machine.
 */
export const budgets: Record<Face, Omit<Weight, 'files'> & { page: string }> = {
  resident: { js: 60_000, html: 10_000, page: 'apps/web/pages/resident/home-page.tsx' },
  work: { js: 80_000, html: 10_000, page: 'modules/matters/web/work/inbox-page.tsx' },
}

const house = fileURLToPath(new URL('..', import.meta.url))

/** The web, built in memory as it is built for users. */
export const buildWeb = async (): Promise<Output> => {
  // a test runner says otherwise, and libraries would come with all they tell developers
  process.env.NODE_ENV = 'production'
  const built = await build({
    configFile: join(house, 'apps/web/vite.config.ts'),
    logLevel: 'error',
    build: { write: false },
  })
  if (Array.isArray(built) || !('output' in built)) throw new Error('one build was expected')
  return built.output
}

/** The text of a file of the build. */
export const textOf = (file: Output[number]): string => (file.type === 'chunk' ? file.code : String(file.source))

/** What a first visit to a face costs. */
export const weigh = (output: Output, face: Face): Weight => {
  const chunks = new Map(output.flatMap((one) => (one.type === 'chunk' ? [[one.fileName, one] as const] : [])))
  const page = output.find(({ fileName }) => fileName === `${face}/index.html`)
  const wanted = [`apps/web/${face}/main.tsx`, budgets[face].page, `virtual:words/${face}/zh-CN`]
  const first = new Set<string>()
  const fetch = (name: string) => {
    if (first.has(name)) return
    first.add(name)
    for (const next of chunks.get(name)?.imports ?? []) fetch(next)
  }
  for (const part of wanted) {
    const holder = [...chunks.values()].find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(part)))
    if (!holder) throw new Error(`nothing holds ${part}`)
    fetch(holder.fileName)
  }
  const packed = (text: string) => gzipSync(text, { level: 9 }).length
  return {
    js: [...first].reduce((sum, name) => sum + packed(chunks.get(name)?.code ?? ''), 0),
    html: page ? packed(textOf(page)) : 0,
    files: first.size,
  }
}

/** What weighs too much, in words; empty when all is well. */
export const tooHeavy = (face: Face, weight: Weight): string[] =>
  (['js', 'html'] as const).flatMap((part) =>
    weight[part] > 0 && weight[part] <= budgets[face][part]
      ? []
      : [`${face}: ${weight[part]} bytes of ${part}, at most ${budgets[face][part]}`],
  )

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const output = await buildWeb()
  const faces = Object.keys(budgets) as Face[]
  const wrong = faces.flatMap((face) => {
    const weight = weigh(output, face)
    const kB = (bytes: number) => (bytes / 1000).toFixed(1)
    console.log(`${face}: ${kB(weight.js)} kB of JavaScript in ${weight.files} files, ${kB(weight.html)} kB of HTML`)
    return tooHeavy(face, weight)
  })
  const built = output.filter(({ fileName }) => /\.(js|css|html)$/.test(fileName))
  wrong.push(...built.flatMap((file) => tooNewIn(file.fileName, textOf(file))))
  for (const line of wrong) console.error(line)
  process.exit(wrong.length === 0 ? 0 : 1)
}
