import { readConfig } from '@gongzhi/kernel/server/config.ts'
import { openCrypto } from '@gongzhi/kernel/server/crypto.ts'
import { explainStartError } from '@gongzhi/kernel/server/explain-start-error.ts'
import { listMigrations } from '@gongzhi/kernel/server/migrate.ts'
import { migrationSets } from '@gongzhi/kernel/server/migration-sets.ts'
import { asOwner } from '@gongzhi/kernel/server/owner.ts'
import { openSecrets } from '@gongzhi/kernel/server/secrets.ts'
import { buildHouse } from '../modules.ts'
import { withPurpose } from '../purpose.ts'
import { type Command, onDatabase, say } from './command.ts'
import { calendarLine } from './doctor/calendar.ts'
import { databaseLines } from './doctor/database.ts'
import { type Level, type Line, wrong } from './doctor/line.ts'
import { machineLines } from './doctor/machine.ts'
import { outsideLines, serverLine } from './doctor/outside.ts'

const SIGNS: Record<Level, string> = { ok: '好  ok   ', look: '看  look ', wrong: '坏  wrong' }

const filesHere = (dataDir: string): ReadonlySet<string> => {
  const crypto = openCrypto(openSecrets('', { GONGZHI_KEY: '00'.repeat(32) }))
  const sets = migrationSets(buildHouse({ crypto, dataDir, demo: false }).modules)
  return new Set(sets.flatMap(listMigrations).map(({ module, name }) => `${module}/${name}`))
}

/** Everything that can be looked at; a part that cannot be reached says so and the others go on. */
const examine = async (): Promise<Line[]> => {
  const asked = readConfig(process.env)
  const lines: Line[] = []
  let config = asked
  try {
    await onDatabase(async (url) => {
      config = await withPurpose({ ...asked, demoAsked: false }, url)
      lines.push(...(await asOwner(url, (owner) => databaseLines(owner, config, filesHere(asked.dataDir)))))
      return 0
    })
  } catch (error) {
    const [zh = '', en = ''] = explainStartError(error).split('\n')
    lines.push(wrong('database', zh, en))
  }
  return [
    ...machineLines(config),
    ...lines,
    calendarLine(Date.now()),
    await serverLine(config),
    ...(await outsideLines(config, process.env)),
  ]
}

export const doctor: Command = {
  name: 'doctor',
  usage: '[--json]',
  summary: {
    zh: '检查机器、数据库、密钥、日历、备份和外部服务',
    en: 'look over machine, database, keys, calendar, backup and what lies outside',
  },
  help: {
    zh: `每行一项：好、看（请留意）、坏（会出事），并写明怎么办。有“坏”时退出码为 1。--json 以 JSON 输出。`,
    en: `A line each: ok, look (keep an eye on it), wrong (it does harm, or will), with what to do. Exit code 1 when something is
wrong. --json for JSON.`,
  },
  run: async ({ on }) => {
    const lines = await examine()
    if (on('json')) say(JSON.stringify(lines))
    else
      for (const { id, level, zh, en } of lines) {
        say(`${SIGNS[level]} ${zh}`)
        say(`${' '.repeat(10)}${en} [${id}]`)
      }
    return lines.some(({ level }) => level === 'wrong') ? 1 : 0
  },
}
