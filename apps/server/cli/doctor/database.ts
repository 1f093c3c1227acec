import { openName } from '@gongzhi/identity/server'
import type { Config } from '@gongzhi/kernel/server/config.ts'
import { openCrypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Owner } from '@gongzhi/kernel/server/owner.ts'
import { findMasterKey, openSecrets } from '@gongzhi/kernel/server/secrets.ts'
import { program } from '../../program.ts'
import { type Line, look, ok, wrong } from './line.ts'
import { type DatabaseFacts, factsOf, oneSealedName, workFacts } from './store-doctor.ts'

/** Connections a process may open: its pool, one that listens, one to spare. */
const EACH = 14
const SPARE = 10

const settings = (f: DatabaseFacts): Line[] => {
  const off = (['fsync', 'full_page_writes', 'synchronous_commit'] as const).filter((name) => f[name] === 'off')
  return [
    f.number >= 150000
      ? ok('postgres', `PostgreSQL ${f.version}`, `PostgreSQL ${f.version}`)
      : wrong(
          'postgres',
          `PostgreSQL ${f.version} 太旧，要 15 及以上。`,
          `PostgreSQL ${f.version} is too old; 15 or later is needed.`,
        ),
    off.length === 0
      ? ok(
          'durable',
          '已答复的不会因断电丢失（fsync、synchronous_commit 开着）',
          'what was answered survives a power cut',
        )
      : wrong(
          'durable',
          `${off.join('、')} 关着：断电会丢掉已经答复的办理。请在 postgresql.conf 打开并 reload。`,
          `${off.join(', ')} off: a power cut loses what was answered. Turn on in postgresql.conf and reload.`,
        ),
    f.encoding === 'UTF8'
      ? ok('encoding', '编码 UTF8', 'encoding UTF8')
      : wrong(
          'encoding',
          `数据库编码是 ${f.encoding}，要 UTF8：重建数据库后用 gongzhi restore 恢复。`,
          `The encoding is ${f.encoding}, not UTF8: make the database anew and use gongzhi restore.`,
        ),
    f.checksums === 'on'
      ? ok('checksums', '数据页有校验', 'data pages have checksums')
      : look(
          'checksums',
          '数据页没有校验：停机时可用 pg_checksums --enable 打开。',
          'Data pages have no checksums: pg_checksums --enable while stopped.',
        ),
  ]
}

const connections = (f: DatabaseFacts, workers: number): Line => {
  const wanted = (workers > 1 ? workers + 1 : 1) * EACH + SPARE
  return f.connections >= wanted
    ? ok(
        'connections',
        `连接数上限 ${f.connections}，要 ${wanted}`,
        `max_connections ${f.connections}, wanted ${wanted}`,
      )
    : wrong(
        'connections',
        `连接数上限 ${f.connections} 不够，要 ${wanted}：调大 max_connections，或减少 WORKERS。`,
        `max_connections ${f.connections} is too low, ${wanted} are wanted: raise it, or lower WORKERS.`,
      )
}

const clock = (skew: number): Line => {
  const seconds = (Math.abs(skew) / 1000).toFixed(1)
  const fix = { zh: '请在两台机器上都启用时间同步（chrony）。', en: 'Keep both machines in time (chrony).' }
  if (Math.abs(skew) < 2_000) return ok('clock', '时钟与数据库一致', 'the clock agrees with the database')
  const make = Math.abs(skew) < 30_000 ? look : wrong
  return make(
    'clock',
    `时钟与数据库相差 ${seconds} 秒，时限会算错。${fix.zh}`,
    `The clock is ${seconds} s off the database's: deadlines would be wrong. ${fix.en}`,
  )
}

const migrations = (f: DatabaseFacts, files: ReadonlySet<string>): Line => {
  const unknown = f.migrations.filter((one) => !files.has(one))
  if (unknown.length > 0)
    return wrong(
      'migrations',
      `数据库比程序新（${unknown[0]}）。请换用新版本程序。`,
      `The database is newer than the program (${unknown[0]}). Use the newer release.`,
    )
  const pending = files.size - f.migrations.length
  return pending === 0
    ? ok('migrations', `数据库与程序 ${program} 一致`, `the database fits program ${program}`)
    : look(
        'migrations',
        `下次启动时会升级数据库 ${pending} 步。请先备份。`,
        `The next start migrates the database (${pending}). Back up first.`,
      )
}

const role = (f: DatabaseFacts): Line =>
  f.appRole === undefined || !(f.appRole.rolsuper || f.appRole.rolbypassrls)
    ? ok('role', '应用角色没有越权', 'the application’s role has no more rights than it needs')
    : wrong(
        'role',
        '角色 gongzhi_app 可以绕过行级安全：ALTER ROLE gongzhi_app NOSUPERUSER NOBYPASSRLS;',
        'Role gongzhi_app bypasses row-level security: ALTER ROLE gongzhi_app NOSUPERUSER NOBYPASSRLS;',
      )

const keyFits = async (owner: Owner, config: Config): Promise<Line> => {
  const sealed = await oneSealedName(owner)
  const key = findMasterKey(config.dataDir)
  if (sealed === undefined) return ok('key', '还没有加密的资料', 'nothing is sealed yet')
  if (key === undefined)
    return wrong(
      'key',
      '数据库里有加密的资料，却没有主密钥：请放回原来的 master.key，千万不要生成新的。',
      'The database holds sealed data and there is no master key: put the old master.key back, never make a new one.',
    )
  try {
    openName(openCrypto(openSecrets('', { GONGZHI_KEY: key })), sealed)
    return ok('key', '主密钥能打开加密的资料', 'the master key opens what is sealed')
  } catch {
    return wrong(
      'key',
      '主密钥打不开数据库里的资料：这不是原来的那一把。请从备份找回。',
      'The master key does not open what is sealed here: it is another one. Get the old one from a backup.',
    )
  }
}

const work = async (owner: Owner): Promise<Line[]> => {
  const { waiting, failing, sweepLag } = await workFacts(owner)
  return [
    failing > 0 || waiting > 5_000
      ? look(
          'relay',
          `有 ${waiting} 件后续没有处理，其中 ${failing} 件失败待重试：看服务日志里 kernel.relay 的错误。`,
          `${waiting} facts wait for delivery, ${failing} of them failed: see kernel.relay in the server's log.`,
        )
      : ok('relay', `待处理的后续 ${waiting} 件`, `${waiting} facts wait for delivery`),
    sweepLag > 600
      ? look(
          'sweep',
          `催办提醒晚了 ${Math.round(sweepLag / 60)} 分钟：服务没有运行，或时钟任务卡住了。`,
          `Reminders are ${Math.round(sweepLag / 60)} minutes late: the server does not run, or its clock is stuck.`,
        )
      : ok('sweep', '到点的提醒都已发出', 'no reminder is late'),
  ]
}

/** What the database says about itself and about the work in it. `files`: the migrations of this program. */
export const databaseLines = async (owner: Owner, config: Config, files: ReadonlySet<string>): Promise<Line[]> => {
  const facts = await factsOf(owner)
  const lines = [...settings(facts), connections(facts, config.workers), clock(facts.skew), role(facts)]
  if (facts.migrations.length === 0)
    return [
      ...lines,
      look(
        'migrations',
        '数据库还是空的：gongzhi init 建立县，或 npm start 看演示。',
        'The database is empty: gongzhi init for a county, npm start for the demo.',
      ),
    ]
  lines.push(migrations(facts, files))
  if (files.size === facts.migrations.length) lines.push(await keyFits(owner, config), ...(await work(owner)))
  return lines
}
