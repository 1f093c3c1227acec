import { accessSync, constants, existsSync, mkdirSync, statfsSync, statSync } from 'node:fs'
import { totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Config } from '@gongzhi/kernel/server/config.ts'
import { findMasterKey, masterKeyFile } from '@gongzhi/kernel/server/secrets.ts'
import { findLastBackup } from '../last-backup.ts'
import { type Line, look, ok, wrong } from './line.ts'

const GB = 2 ** 30
const web = fileURLToPath(new URL('../../../web/dist/resident/index.html', import.meta.url))

const node = (): Line => {
  const major = Number(process.versions.node.split('.')[0])
  return major >= 24
    ? ok('node', `Node ${process.versions.node}`, `Node ${process.versions.node}`)
    : wrong(
        'node',
        `Node ${process.versions.node} 太旧，要 24 及以上。请用 npm start 或 npm run gongzhi 运行（自带 Node 24）。`,
        `Node ${process.versions.node} is too old; 24 or later is needed. Run by npm start or npm run gongzhi, which bring it.`,
      )
}

const memory = (): Line =>
  totalmem() >= 1.8 * GB
    ? ok('memory', `内存 ${(totalmem() / GB).toFixed(1)} GB`, `memory ${(totalmem() / GB).toFixed(1)} GB`)
    : look('memory', '内存不到 2 GB，一个县至少要 2 GB。', 'Less than 2 GB of memory; a county needs at least that.')

const disk = (dataDir: string): Line[] => {
  const { bavail, bsize, blocks, ffree, files } = statfsSync(dataDir)
  const free = bavail * bsize
  const share = bavail / Math.max(1, blocks)
  const size = `${(free / GB).toFixed(1)} GB`
  const space =
    free < GB
      ? wrong(
          'disk',
          `数据目录只剩 ${size}。马上清理或扩容：写满后不能再办事。`,
          `Only ${size} left for the data folder. Make room now: when it is full, nothing more can be written.`,
        )
      : free < 10 * GB || share < 0.1
        ? look(
            'disk',
            `数据目录还剩 ${size}（${Math.round(share * 100)}%）。请安排扩容，旧备份移到别处。`,
            `${size} (${Math.round(share * 100)}%) left for the data folder. Plan for more; move old backups elsewhere.`,
          )
        : ok('disk', `数据目录还剩 ${size}`, `${size} left for the data folder`)
  const inodes = files === 0 || ffree / files > 0.1
  return [
    space,
    inodes
      ? ok('inodes', '索引节点够用', 'inodes are enough')
      : look(
          'inodes',
          `索引节点只剩 ${Math.round((ffree / files) * 100)}%：小文件太多，请清理或换文件系统。`,
          `Only ${Math.round((ffree / files) * 100)}% of the inodes left: too many small files; clean up or change the file system.`,
        ),
  ]
}

const folder = (dataDir: string): Line => {
  try {
    accessSync(dataDir, constants.W_OK | constants.X_OK)
  } catch {
    return wrong(
      'folder',
      `数据目录 ${dataDir} 不能写。请用服务的用户运行，或 chown -R 改属主。`,
      `The data folder ${dataDir} cannot be written. Run as the service's user, or change its owner (chown -R).`,
    )
  }
  const open = statSync(dataDir).mode & 0o022
  return open === 0
    ? ok('folder', `数据目录 ${dataDir}`, `data folder ${dataDir}`)
    : wrong(
        'folder',
        `别的用户也能写数据目录：chmod go-w ${dataDir}`,
        `Other users may write the data folder: chmod go-w ${dataDir}`,
      )
}

const secrets = (config: Config): Line => {
  const file = masterKeyFile(config.dataDir)
  const key = findMasterKey(config.dataDir)
  if (key === undefined)
    return look('secrets', '还没有主密钥，第一次启动时生成。', 'No master key yet; the first start makes one.')
  if (process.env.GONGZHI_KEY)
    return ok('secrets', '主密钥由 GONGZHI_KEY 给出', 'the master key comes from GONGZHI_KEY')
  return (statSync(file).mode & 0o077) === 0
    ? ok('secrets', `主密钥 ${file}`, `master key ${file}`)
    : wrong(
        'secrets',
        `别的用户能读主密钥：chmod 600 ${file}`,
        `Other users may read the master key: chmod 600 ${file}`,
      )
}

const built = (): Line =>
  existsSync(web)
    ? ok('web', '网页已生成', 'the web is built')
    : look('web', '网页还没有生成：npm start 会自动生成。', 'The web is not built yet: npm start does it.')

const isLocal = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.')

const door = (config: Config): Line => {
  if (config.demo && !isLocal(config.host))
    return wrong(
      'door',
      `演示登录不用密码，却对网络开放（HOST=${config.host}）。真实使用请先 gongzhi init；只是演示，请改回 HOST=127.0.0.1。`,
      `Demo sign-ins need no password and are open to the network (HOST=${config.host}). For real use run gongzhi init first; for a demo set HOST=127.0.0.1.`,
    )
  return isLocal(config.host)
    ? ok('door', '只在本机监听，由前面的代理做 HTTPS', 'listens on this machine; the proxy before it does HTTPS')
    : look(
        'door',
        `直接对网络监听（HOST=${config.host}）而没有 HTTPS。请放在 nginx 或 Caddy 后面（deploy/），并设 TRUST_PROXY。`,
        `Listens to the network (HOST=${config.host}) without HTTPS. Put nginx or Caddy before it (deploy/) and set TRUST_PROXY.`,
      )
}

const HOUR = 3_600_000
/** How old the last backup is; a day and two hours are still one of every night. */
export const backupLine = (dataDir: string, now: number): Line => {
  const last = findLastBackup(dataDir)
  if (!last)
    return wrong(
      'backup',
      '还没有备份。请每天运行：gongzhi backup <目录> --keep 14',
      'There is no backup. Run every day: gongzhi backup <folder> --keep 14',
    )
  const hours = Math.round((now - Date.parse(last.at)) / HOUR)
  if (!existsSync(last.file))
    return look(
      'backup',
      `最近的备份 ${last.file} 不在原处了。如已移到别处请忽略。`,
      `The last backup ${last.file} is not where it was. If you moved it, all is well.`,
    )
  if (hours > 24 * 7)
    return wrong(
      'backup',
      `上次备份是 ${hours} 小时前。请检查定时任务。`,
      `The last backup is ${hours} hours old. See why the timer does not run.`,
    )
  if (hours > 26)
    return look(
      'backup',
      `上次备份是 ${hours} 小时前，超过一天。`,
      `The last backup is ${hours} hours old: more than a day.`,
    )
  return ok('backup', `上次备份 ${hours} 小时前：${last.file}`, `last backup ${hours} hours ago: ${last.file}`)
}

/** What can be said without the database. */
export const machineLines = (config: Config): Line[] => {
  // a folder that is not there yet would be made at the first start
  mkdirSync(config.dataDir, { recursive: true })
  return [
    node(),
    memory(),
    ...disk(config.dataDir),
    folder(config.dataDir),
    secrets(config),
    built(),
    door(config),
    backupLine(config.dataDir, Date.now()),
  ]
}
