import { globSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'
import { preactForReact, target } from '../../kernel/web/preact-for-react.ts'
import { filesBehind, localesOf, readWords } from '../../scripts/words.ts'
import { installable } from './installable.ts'

const house = join(import.meta.dirname, '../..')
const inHouse = (pattern: string) =>
  globSync(pattern, { cwd: house })
    .sort()
    .map((file) => join(house, file))

type Routed = { id: string; method: string; path: string; door: string; root?: true }
const isRouted = (it: unknown): it is Routed =>
  typeof it === 'object' && it !== null && 'id' in it && 'method' in it && 'path' in it

const contractFiles = () => [...inHouse('kernel/contract.ts'), ...inHouse('modules/*/contract.ts')]

/**
 * Every endpoint a page may call, by `id → [method, path]`: the browser learns the routes and downloads no schema. What is
 * for other systems, or at the address of another's standard, is not among them.
 */
const readRoutes = async (): Promise<Routed[]> => {
  const routes: Routed[] = []
  for (const file of contractFiles()) {
    const contract: Record<string, unknown> = await import(`${pathToFileURL(file).href}?${statSync(file).mtimeMs}`)
    for (const group of Object.values(contract)) {
      if (typeof group !== 'object' || group === null) continue
      for (const one of Object.values(group)) if (isRouted(one) && !one.root && one.door !== 'key') routes.push(one)
    }
  }
  return routes
}

/** What a face may call: the resident's first page does not carry what only staff may. */
const routesOf = async (face: string | undefined) => {
  const routes = await readRoutes()
  const kept = face === 'resident' ? routes.filter(({ door }) => door !== 'staff') : routes
  return Object.fromEntries(kept.map(({ id, method, path }) => [id, [method, path]]))
}

/**
 * `virtual:routes` whole and `virtual:routes/<face>`; `virtual:words/<face>` (loaders by locale) and
 * `virtual:words/<face>/<locale>` (a lazy chunk each).
 */
export const contracts = (): Plugin => ({
  name: 'gongzhi-contracts',
  resolveId: (id) => (/^virtual:(routes(\/[\w-]+)?|words(\/[\w-]+){1,2})$/.test(id) ? `\0${id}` : undefined),
  async load(id) {
    const [isRoutes, of] = /^\0virtual:routes(?:\/([\w-]+))?$/.exec(id) ?? []
    if (isRoutes) {
      for (const file of contractFiles()) this.addWatchFile(file)
      return `export default ${JSON.stringify(await routesOf(of))}`
    }
    const [, face, locale] = /^\0virtual:words\/([\w-]+)(?:\/([\w-]+))?$/.exec(id) ?? []
    if (!face) return undefined
    if (!locale) {
      const lines = localesOf(face).map((one) => `'${one}': () => import('virtual:words/${face}/${one}')`)
      return `export default { ${lines.join(', ')} }`
    }
    for (const file of filesBehind(face)) this.addWatchFile(file)
    // JSON.parse of a string starts faster on an old phone than an object literal of a thousand keys.
    return `export default JSON.parse(${JSON.stringify(JSON.stringify(readWords(face, locale)))})`
  },
})

/** The dev server answers every page address with the entry of its face, as the real server does. */
const faces = (): Plugin => ({
  name: 'gongzhi-faces',
  configureServer: ({ middlewares }) => {
    middlewares.use((request, _reply, next) => {
      const path = (request.url ?? '/').split('?')[0] ?? '/'
      const isPage = request.headers.accept?.includes('text/html') && !path.startsWith('/api') && !path.includes('.')
      if (isPage)
        request.url = path === '/work' || path.startsWith('/work/') ? '/work/index.html' : '/resident/index.html'
      next()
    })
  },
})

/** What stands on a phone before any script has come: the words of `%…%` in an entry are those of the pages. */
const said = (): Plugin => ({
  name: 'gongzhi-said',
  transformIndexHtml: {
    order: 'pre',
    handler: (html, { path }) => {
      const words = readWords(path.startsWith('/work') ? 'work' : 'resident', 'zh-CN')
      return html.replace(/%([a-z][\w.-]+)%/gi, (_all, key: string) => {
        if (!words[key]) throw new Error(`${key} has no words for ${path}`)
        return words[key]
      })
    },
  },
})

/**
 * One answer paints the page: the styles of an entry stand in its HTML (the server's policy names them by their hash),
 * its Chinese words are on their way before a script asks for them, and every asset lies packed beside itself.
 */
const light = (): Plugin => ({
  name: 'gongzhi-light',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const chunks = Object.values(bundle).filter((one) => one.type === 'chunk')
      const inlined = new Set<string>()
      for (const face of ['resident', 'work']) {
        const page = bundle[`${face}/index.html`]
        if (page?.type !== 'asset') throw new Error(`no page of ${face}`)
        let styles = ''
        const html = String(page.source).replace(
          /\s*<link rel="stylesheet"[^>]*href="\/([^"]+)">/g,
          (_link, file: string) => {
            const sheet = bundle[file]
            if (sheet?.type === 'asset') styles += sheet.source
            inlined.add(file)
            return ''
          },
        )
        const words = chunks.find(({ moduleIds }) => moduleIds.includes(`\0virtual:words/${face}/zh-CN`))
        const early = `<link rel="modulepreload" crossorigin href="/${words?.fileName}">`
        page.source = html.replace('</head>', `  ${early}\n    <style>${styles.trim()}</style>\n  </head>`)
      }
      for (const chunk of chunks) {
        // A lazy page that needs a style which stands in the HTML already would fetch it again: it waits for itself instead.
        for (const file of inlined) chunk.code = chunk.code.replaceAll(`"${file}"`, JSON.stringify(chunk.fileName))
      }
      for (const file of inlined) delete bundle[file]
    },
  },
  async writeBundle({ dir = '' }, bundle) {
    const pack = async ({ fileName, code }: { fileName: string; code: string }) => {
      await writeFile(join(dir, `${fileName}.br`), await promisify(brotliCompress)(code))
      await writeFile(join(dir, `${fileName}.gz`), await promisify(gzip)(code))
    }
    await Promise.all(Object.values(bundle).flatMap((one) => (one.type === 'chunk' ? [pack(one)] : [])))
  },
})

const port = process.env.PORT ?? '8080'

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: join(house, 'node_modules/.vite'),
  appType: 'mpa',
  plugins: [contracts(), faces(), said(), light(), installable([contracts()], (face) => readWords(face, 'zh-CN'))],
  resolve: { alias: preactForReact },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  server: { proxy: { '/api': `http://127.0.0.1:${port}` }, fs: { allow: [house] } },
  build: {
    outDir: join(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    target,
    cssTarget: target,
    manifest: true,
    // Inlined files would need `data:` for more than pictures in the content security policy.
    assetsInlineLimit: 0,
    rolldownOptions: {
      // TanStack Query marks its files "use client", which means nothing here.
      checks: { moduleLevelDirective: false, bundlerTimings: false },
      input: {
        resident: join(import.meta.dirname, 'resident/index.html'),
        work: join(import.meta.dirname, 'work/index.html'),
      },
    },
  },
})
