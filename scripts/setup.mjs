// Runs on Node 20 with nothing installed: what a fresh clone needs before anything else can run.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const cache = join(root, '.cache')
const modules = join(root, 'node_modules')

/** Prints what happened and what to do (中文 first), and ends. */
function giveUp(zh, en) {
  console.error(`\n${zh}\n${en}\n`)
  process.exit(1)
}

/** Runs the steps in order; what goes wrong with a file or folder is said in words. */
export async function setUp({ web = true } = {}) {
  try {
    await ensureInstalled()
    node24()
    if (web) await ensureWebBuilt()
  } catch (error) {
    if (error?.code === 'ENOSPC')
      return giveUp('磁盘已满，请清理出空间后再试。', 'The disk is full: free some space and try again.')
    if (['EACCES', 'EPERM', 'EROFS'].includes(error?.code)) {
      return giveUp(
        `没有权限写入 ${error.path}。请用下载本程序的用户运行，或更改属主：chown -R $(id -un) ${root}`,
        `No permission to write ${error.path}. Run as the user who cloned, or change the owner: chown -R $(id -un) ${root}`,
      )
    }
    throw error
  }
}

/** Installs the locked packages when package files changed or node_modules is not whole; answers whether it did. */
export async function ensureInstalled() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    giveUp(
      `需要 Node.js 20 或更新版本，现在是 ${process.version}：https://nodejs.org`,
      `Node.js 20 or later is needed, this is ${process.version}.`,
    )
  }
  const wanted = hash(['package.json', 'package-lock.json'].map((name) => readFileSync(join(root, name))))
  const stamp = join(cache, 'installed')
  if (isWhole(stampOf(stamp) !== wanted)) {
    if (stampOf(stamp) !== wanted) putStamp(stamp, wanted)
    return false
  }
  console.log('正在安装依赖，第一次约需一两分钟…  Installing packages, a minute or two the first time…')
  const started = Date.now()
  rmSync(stamp, { force: true })
  // Says that it lives where npm shows no bar of its own.
  const word = setInterval(() => console.log(`  … ${Math.round((Date.now() - started) / 1000)} s`), 10_000)
  const { code, said } = await runNpm([
    ...['ci', '--include=dev', '--include=optional'],
    ...['--no-audit', '--no-fund', '--loglevel=error'],
  ])
  clearInterval(word)
  if (code !== 0) explainInstall(said)
  if (!isWhole(false)) {
    giveUp(
      '依赖没有装全。请重新运行；仍不行，请删除 node_modules 再试。',
      'The install is not complete. Run again; if that does not help, delete node_modules first.',
    )
  }
  putStamp(stamp, wanted)
  console.log(`依赖已装好（${seconds(started)} 秒）  Packages installed`)
  return true
}

/**
 * Whether every package npm says it installed is there: an install cut short, or a folder deleted since, is not whole.
 * Without a stamp (somebody ran npm themselves) the versions must also be those of package-lock.json.
 */
function isWhole(compareVersions) {
  const installed = readJson(join(modules, '.package-lock.json'))?.packages
  if (!installed) return false
  for (const [path, { link }] of Object.entries(installed)) {
    if (!existsSync(link ? join(root, path) : join(root, path, 'package.json'))) return false
  }
  if (!existsSync(nodePath())) return false
  if (!compareVersions) return true
  const wanted = readJson(join(root, 'package-lock.json'))?.packages ?? {}
  return Object.entries(wanted).every(([path, { version, link, optional, dev, devOptional, peer }]) => {
    if (!path.startsWith('node_modules/')) return true
    // a module that came with an update is linked by the next install
    if (link) return existsSync(join(root, path))
    const found = installed[path]
    // Optional packages of other platforms are in the lock file and not on the disk.
    return found ? found.version === version : Boolean(optional || devOptional || (peer && !dev))
  })
}

function runNpm(args) {
  // Under `npm start` npm tells where it is. It must not run on the Node inside node_modules, which it replaces.
  const { npm_execpath: npm, npm_node_execpath: node } = process.env
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((part) => !part.includes(`${join('node_modules', '.bin')}`))
  const env = { ...process.env, PATH: path.join(delimiter), NODE_ENV: '' }
  const direct = npm && /\.c?js$/.test(npm) && node && !node.startsWith(modules)
  const command = direct ? node : 'npm'
  return new Promise((resolve) => {
    const child = spawn(command, direct ? [npm, ...args] : args, {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'pipe'],
    })
    let said = ''
    child.stderr.on('data', (chunk) => {
      said += chunk
      process.stderr.write(chunk)
    })
    child.once('error', (error) => resolve({ code: 1, said: `${said}${error.message}` }))
    child.once('close', (code) => resolve({ code: code ?? 1, said }))
  })
}

function explainInstall(said) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET|network/i.test(said)) {
    giveUp(
      '安装依赖时连不上网络。第一次启动需要联网；请检查网络或代理（npm config get registry），然后重新运行，会接着装。',
      'The package registry cannot be reached. The first start needs the network: check it, or the proxy (npm config get registry), and run again.',
    )
  }
  if (/ENOSPC/.test(said)) giveUp('磁盘已满，请清理出空间后再试。', 'The disk is full: free some space and try again.')
  if (/EACCES|EPERM|EROFS/.test(said)) {
    giveUp(
      `没有权限写入 ${modules}。请用下载本程序的用户运行。`,
      `No permission to write ${modules}. Run as the user who cloned.`,
    )
  }
  if (/spawn npm ENOENT/.test(said))
    giveUp('找不到 npm，请安装 Node.js（自带 npm）。', 'npm is not there: install Node.js, which brings it.')
  giveUp('依赖没有装上，原因见上。', 'The packages could not be installed; the reason is above.')
}

const nodePath = () => join(modules, 'node', 'bin', 'node')
let checkedNode

/** Path of the Node ≥ 24 that came with the packages; falls back to this one when that is new enough. */
export function node24() {
  if (checkedNode) return checkedNode
  for (const path of [nodePath(), process.execPath]) {
    const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' })
    if (Number(/^v(\d+)/.exec(stdout ?? '')?.[1]) >= 24) {
      checkedNode = path
      return path
    }
  }
  return giveUp(
    `${nodePath()} 不能在这台机器上运行。请自行安装 Node.js 24：https://nodejs.org`,
    `${nodePath()} does not run on this machine. Install Node.js 24 yourself: https://nodejs.org`,
  )
}

/** The environment in which `node` and the tools mean those of node_modules. */
export function toolEnv() {
  return { ...process.env, PATH: [dirname(node24()), join(modules, '.bin'), process.env.PATH].join(delimiter) }
}

/** Builds the web with Vite when its sources changed; answers whether it did. */
export async function ensureWebBuilt() {
  const config = join(root, 'apps', 'web', 'vite.config.ts')
  if (!existsSync(config)) return false
  const stamp = join(cache, 'web-built')
  const wanted = hash(listWebSources())
  if (stampOf(stamp) === wanted && existsSync(join(root, 'apps', 'web', 'dist'))) return false
  console.log('正在生成网页…  Building the web…')
  const started = Date.now()
  rmSync(stamp, { force: true })
  const vite = [join(modules, 'vite', 'bin', 'vite.js'), 'build', '--config', config, '--logLevel', 'warn']
  const code = await new Promise((resolve, reject) => {
    const child = spawn(node24(), vite, { cwd: root, stdio: 'inherit', env: { ...toolEnv(), NODE_ENV: 'production' } })
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) giveUp('网页没有生成成功，原因见上。', 'The web could not be built; the reason is above.')
  putStamp(stamp, wanted)
  console.log(`网页已生成（${seconds(started)} 秒）  Web built`)
  return true
}

/** Path, size and time of all that the web is made from: cheaper than reading it, and never misses an edit. */
function listWebSources() {
  const found = ['package-lock.json'].map(describe)
  const walk = (folder) => {
    if (!existsSync(join(root, folder))) return
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`
      if (/^(node_modules|dist|server|migrations)$/.test(entry.name)) continue
      if (entry.isDirectory()) walk(path)
      else if (!/\.test\.tsx?$|\.md$/.test(entry.name)) found.push(describe(path))
    }
  }
  for (const folder of ['apps/web', 'kernel', 'modules']) walk(folder)
  return found.sort()
}

function describe(path) {
  const { size, mtimeMs } = statSync(join(root, path))
  return `${path} ${size} ${mtimeMs}\n`
}

function hash(parts) {
  const sum = createHash('sha256').update(`${process.platform} ${process.arch}\n`)
  for (const part of parts) sum.update(part)
  return sum.digest('hex')
}

function stampOf(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

function putStamp(path, value) {
  mkdirSync(cache, { recursive: true })
  writeFileSync(`${path}.${process.pid}`, value)
  renameSync(`${path}.${process.pid}`, path)
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

export const seconds = (since) => ((Date.now() - since) / 1000).toFixed(1)
