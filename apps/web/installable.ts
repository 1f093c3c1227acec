import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { build, type Plugin, type Rolldown } from 'vite'
import { target } from '../../kernel/web/preact-for-react.ts'

type Bundle = Rolldown.OutputBundle

/** Everything a face may ask for once it is open, its own words in Chinese; other languages are kept when they are chosen. */
const assetsOf = (bundle: Bundle, face: 'resident' | 'work'): string[] => {
  const wanted = new Set<string>()
  const take = (name: string) => {
    const chunk = bundle[name]
    if (wanted.has(name) || chunk?.type !== 'chunk') return
    const ids = chunk.moduleIds.filter((id) => id.startsWith('\0virtual:words/'))
    if (ids.some((id) => id !== `\0virtual:words/${face}` && id !== `\0virtual:words/${face}/zh-CN`)) return
    wanted.add(name)
    for (const sheet of chunk.viteMetadata?.importedCss ?? []) if (bundle[sheet]) wanted.add(sheet)
    for (const next of [...chunk.imports, ...chunk.dynamicImports]) take(next)
  }
  for (const one of Object.values(bundle))
    if (one.type === 'chunk' && one.isEntry && one.facadeModuleId?.includes(`/${face}/`)) take(one.fileName)
  return [...wanted].map((name) => `/${name}`).sort()
}

/** The service worker as one classic script: old Android knows no modules there. */
const workerOf = async (built: object, plugins: Plugin[]): Promise<string> => {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    root: import.meta.dirname,
    plugins,
    define: { BUILT: JSON.stringify(built) },
    build: {
      write: false,
      target,
      lib: { entry: join(import.meta.dirname, 'service-worker.ts'), formats: ['iife'], name: 'worker', fileName: 'sw' },
    },
  })
  const [found] = Array.isArray(output) ? output : [output]
  const chunk = found && 'output' in found ? found.output[0] : undefined
  if (chunk?.type !== 'chunk') throw new Error('no service worker came out')
  return chunk.code
}

const manifestOf = (face: 'resident' | 'work', words: Record<string, string>) => ({
  id: face === 'work' ? '/work' : '/',
  name: words[face === 'work' ? 'web.label.desk' : 'web.label.app'],
  short_name: words[face === 'work' ? 'web.label.desk' : 'web.label.app'],
  lang: 'zh-CN',
  start_url: face === 'work' ? '/work' : '/',
  scope: face === 'work' ? '/work' : '/',
  display: 'standalone',
  background_color: '#fbfaf7',
  theme_color: '#fbfaf7',
  icons: [
    { src: '/icons/mark.svg', type: 'image/svg+xml', sizes: 'any' },
    ...[192, 512].map((size) => ({ src: `/icons/mark-${size}.png`, type: 'image/png', sizes: `${size}x${size}` })),
    { src: '/icons/mark-512.png', type: 'image/png', sizes: '512x512', purpose: 'maskable' },
  ],
})

/**
 * Makes the house open without signal and able to stand among a phone's apps: manifests, the mark in the sizes phones ask
 * for, and a service worker that knows what was built. `plugins`: what the worker's own build needs of this one's.
 */
export const installable = (plugins: Plugin[], words: (face: string) => Record<string, string>): Plugin => ({
  name: 'gongzhi-installable',
  apply: 'build',
  generateBundle: {
    order: 'post',
    async handler(_options, bundle) {
      const mark = readFileSync(join(import.meta.dirname, 'mark.svg'))
      const put = (fileName: string, source: string | Uint8Array) => this.emitFile({ type: 'asset', fileName, source })
      put('icons/mark.svg', mark)
      for (const size of [180, 192, 512])
        put(`icons/mark-${size}.png`, await sharp(mark, { density: 300 }).resize(size, size).png().toBuffer())
      for (const face of ['resident', 'work'] as const)
        put(`${face}.webmanifest`, JSON.stringify(manifestOf(face, words(face))))
      const faces = { resident: assetsOf(bundle, 'resident'), work: assetsOf(bundle, 'work') }
      const pages = ['resident', 'work'].map((face) => {
        const page = bundle[`${face}/index.html`]
        return page?.type === 'asset' ? String(page.source) : ''
      })
      const version = createHash('sha256')
        .update(JSON.stringify([faces, pages]))
        .digest('hex')
        .slice(0, 12)
      put('sw.js', await workerOf({ version, ...faces }, plugins))
    },
  },
})
