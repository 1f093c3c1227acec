import { isStartError, type StartErrorCode } from './start-error.ts'

type Words = { zh: string; en: string }
type Detail = Readonly<Record<string, string>>

const OWN: Record<StartErrorCode, (detail: Detail) => Words> = {
  'folder-locked': ({ folder, pid, host }) => ({
    zh: `数据目录 ${folder} 正被另一个进程使用（进程号 ${pid}，主机 ${host}）。请先停掉它，或用 DATA_DIR 指定别的目录。`,
    en: `The data folder ${folder} is in use by process ${pid} on ${host}. Stop that one first, or set DATA_DIR to another folder.`,
  }),
  'folder-denied': ({ folder }) => ({
    zh: `没有权限使用目录 ${folder}。请用建立它的用户启动，或更改它的属主（chown -R），或用 DATA_DIR 指定别的目录。`,
    en: `No access to the folder ${folder}. Start as the user who made it, change its owner (chown -R), or set DATA_DIR to another folder.`,
  }),
  'no-binaries': () => ({
    zh: '内置数据库在这台机器上不能运行。请删除 node_modules 后重新启动；仍不行，请用 DATABASE_URL 连接自己的 PostgreSQL（15 及以上）。',
    en: 'The built-in database does not run on this machine. Delete node_modules and start again; if that does not help, set DATABASE_URL to a PostgreSQL (15 or later) of your own.',
  }),
  'no-system-user': () => ({
    zh: 'PostgreSQL 不能以 root 运行，而系统里没有 postgres 或 nobody 用户。请用普通用户启动，或先建立用户：useradd --system postgres',
    en: 'PostgreSQL refuses to run as root and there is no user postgres or nobody. Start as a normal user, or make one: useradd --system postgres',
  }),
  'postgres-failed': ({ output, log }) => ({
    zh: `内置数据库没有启动成功${log ? `，详情见 ${log}` : ''}：\n${output}`,
    en: `The built-in database did not start${log ? `; details are in ${log}` : ''} (see above).`,
  }),
  'password-lost': ({ file }) => ({
    zh: `内置数据库的密码文件 ${file} 不见了。请从备份恢复这个文件。`,
    en: `The password file of the built-in database, ${file}, is missing. Restore it from a backup.`,
  }),
  'other-postgres-version': ({ folder, made, ours }) => ({
    zh: `数据目录 ${folder} 由 PostgreSQL ${made} 建立，本程序带的是 ${ours}。请用原来的版本启动并导出数据，或把 DATA_DIR 指向新目录。`,
    en: `${folder} was made by PostgreSQL ${made}, this release brings ${ours}. Start the earlier release and export, or set DATA_DIR to a new folder.`,
  }),
  'server-too-old': ({ version }) => ({
    zh: `DATABASE_URL 的 PostgreSQL 版本是 ${version}，需要 15 及以上。请升级数据库。`,
    en: `The PostgreSQL at DATABASE_URL is ${version}; 15 or later is needed. Upgrade it.`,
  }),
  'migration-changed': ({ module, name }) => ({
    zh: `数据库变更文件 ${module}/${name} 在执行之后又被改动。请恢复原文件（git checkout），另写一个新的变更文件。`,
    en: `The migration ${module}/${name} was edited after it was applied. Restore the file (git checkout) and put the change into a new one.`,
  }),
  'migration-unknown': ({ module, name }) => ({
    zh: `数据库与程序版本对不上（${module}/${name}）。数据库可能被更新的版本用过：请换用最新版本，或从备份恢复。`,
    en: `Database and program do not match (${module}/${name}). A newer release may have used this database: use the newest release, or restore a backup.`,
  }),
  'migration-failed': ({ module, name, reason }) => ({
    zh: `数据库变更 ${module}/${name} 执行失败，已全部撤回：${reason}`,
    en: `The migration ${module}/${name} failed and was rolled back: ${reason}`,
  }),
  'bad-config': ({ list }) => ({
    zh: `以下设置有误，请改正后再启动：\n${list}`,
    en: 'The settings above are wrong: correct them and start again.',
  }),
  'restore-unfinished': () => ({
    zh: '这个数据库的恢复中断了，还不完整。请再运行一次：npm run gongzhi -- restore <备份文件>',
    en: 'A restore into this database was cut short. Run it again: npm run gongzhi -- restore <file>',
  }),
  'demo-on-real': ({ county }) => ({
    zh: `这个数据库里是真实的县（${county}），不装演示数据。请去掉 DEMO=1，或换一个空的 DATA_DIR / DATABASE_URL 看演示。`,
    en: `This database holds a real county (${county}); no demo is loaded into it. Take DEMO=1 away, or show the demo on an empty DATA_DIR or DATABASE_URL.`,
  }),
  'bad-key': ({ file }) => ({
    zh: `主密钥有误（${file}）：应为 32 字节，十六进制或 base64。请从备份恢复；换一把新密钥会读不出已加密的资料。`,
    en: `The master key (${file}) is wrong: 32 bytes in hex or base64. Restore it from a backup; a new key cannot read what is already encrypted.`,
  }),
}

const DISK_FULL: Words = {
  zh: '磁盘已满。请清理出空间后再启动，已保存的数据不受影响。',
  en: 'The disk is full. Free some space and start again; what was saved is safe.',
}
const UNREACHABLE: Words = {
  zh: '连不上 DATABASE_URL 里的数据库。请确认它已启动、地址和端口无误、防火墙放行。',
  en: 'The database at DATABASE_URL cannot be reached. Check that it runs, its address and port, and the firewall.',
}

/** By error code of Node or SQLSTATE of PostgreSQL (Appendix A of its manual). */
const FOREIGN: Record<string, (error: Foreign) => Words> = {
  EADDRINUSE: ({ port }) => ({
    zh: `端口 ${port ?? ''} 已被占用。请停掉占用它的程序，或换一个端口：PORT=${(port ?? 4100) + 1} npm start`,
    en: `Port ${port ?? ''} is taken. Stop the program that uses it, or choose another: PORT=${(port ?? 4100) + 1} npm start`,
  }),
  EADDRNOTAVAIL: ({ address }) => ({
    zh: `这台机器没有地址 ${address ?? ''}。请改正 HOST（本机用 127.0.0.1，对外用 0.0.0.0）。`,
    en: `This machine has no address ${address ?? ''}. Correct HOST (127.0.0.1 for this machine only, 0.0.0.0 for the network).`,
  }),
  ENOSPC: () => DISK_FULL,
  EDQUOT: () => DISK_FULL,
  '53100': () => DISK_FULL,
  EACCES: (error) => denied(error),
  EPERM: (error) => denied(error),
  EROFS: (error) => denied(error),
  ECONNREFUSED: () => UNREACHABLE,
  ENOTFOUND: () => UNREACHABLE,
  EAI_AGAIN: () => UNREACHABLE,
  ETIMEDOUT: () => UNREACHABLE,
  EHOSTUNREACH: () => UNREACHABLE,
  ENETUNREACH: () => UNREACHABLE,
  ECONNRESET: () => UNREACHABLE,
  '57P03': () => ({
    zh: '数据库正在启动或关闭。请稍等片刻再试。',
    en: 'The database is starting up or shutting down. Try again in a moment.',
  }),
  '53300': () => ({
    zh: '数据库的连接数已满。请关掉别的连接，或调大 max_connections。',
    en: 'The database has no connection left. Close others, or raise max_connections.',
  }),
  '28P01': () => ({
    zh: 'DATABASE_URL 的用户名或密码不对。请改正。',
    en: 'User or password in DATABASE_URL is wrong. Correct it.',
  }),
  '28000': () => ({
    zh: '数据库不接受这个用户从这里登录。请检查 DATABASE_URL 的用户名和数据库的 pg_hba.conf。',
    en: 'The database does not let this user in from here. Check the user in DATABASE_URL and pg_hba.conf.',
  }),
  '3D000': () => ({
    zh: 'DATABASE_URL 里写的数据库不存在。请先建立：CREATE DATABASE gongzhi ENCODING UTF8 TEMPLATE template0;',
    en: 'The database named in DATABASE_URL does not exist. Make it first: CREATE DATABASE gongzhi ENCODING UTF8 TEMPLATE template0;',
  }),
  '42501': ({ message }) => ({
    zh: `DATABASE_URL 的用户权限不够（${message}）。请让它成为该数据库的属主：ALTER DATABASE gongzhi OWNER TO 用户名; 建立角色还需要 CREATEROLE。`,
    en: `The user in DATABASE_URL lacks rights (${message}). Make it the owner: ALTER DATABASE gongzhi OWNER TO user; making roles needs CREATEROLE as well.`,
  }),
}

type Foreign = { message: string; port?: number; address?: string; path?: string }

function denied({ path, port }: Foreign): Words {
  if (port !== undefined) {
    return {
      zh: `没有权限使用端口 ${port}（1024 以下要特权）。请换一个端口：PORT=4100 npm start`,
      en: `No permission to use port ${port} (below 1024 needs privileges). Choose another: PORT=4100 npm start`,
    }
  }
  return OWN['folder-denied']({ folder: path ?? 'DATA_DIR' })
}

/** What happened and what to do, Chinese first and English beside; the causes of an error are looked through too. */
export function explainStartError(error: unknown): string {
  const { zh, en } = findWords(error) ?? fallback(error)
  return `${zh}\n${en}`
}

function findWords(error: unknown, depth = 0): Words | undefined {
  if (typeof error !== 'object' || error === null || depth > 5) return undefined
  const { code, message, cause, errors } = error as Foreign & { code?: unknown; cause?: unknown; errors?: unknown[] }
  // Rights and space are what to act on, whatever step of ours they stopped.
  const beneath = findWords(cause, depth + 1) ?? errors?.map((one) => findWords(one, depth + 1)).find(Boolean)
  if (isStartError(error)) {
    if (/no space left on device/i.test(error.detail.output ?? '')) return DISK_FULL
    return (error.code === 'migration-failed' ? beneath : undefined) ?? OWN[error.code](error.detail)
  }
  // pg has no code for a connection that timed out.
  if (typeof code !== 'string') return beneath ?? (/timeout|terminated/i.test(message) ? UNREACHABLE : undefined)
  return FOREIGN[code]?.(error as Foreign) ?? beneath
}

function fallback(error: unknown): Words {
  const message = error instanceof Error ? error.message : String(error)
  return { zh: `没有启动成功：${message}`, en: 'It did not start; the line above says why.' }
}
