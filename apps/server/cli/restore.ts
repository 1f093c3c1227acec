import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Manifest } from '@gongzhi/kernel/server/archive/manifest.ts'
import { checkArchive, needsPassphrase } from '@gongzhi/kernel/server/archive/read-archive.ts'
import { forgetFiles, restoreArchive } from '@gongzhi/kernel/server/archive/restore-archive.ts'
import { beginRestore, endRestore, freshen, lookAround } from '@gongzhi/kernel/server/archive/store-archive.ts'
import { readConfig } from '@gongzhi/kernel/server/config.ts'
import { openCrypto } from '@gongzhi/kernel/server/crypto.ts'
import { listMigrations, migrate } from '@gongzhi/kernel/server/migrate.ts'
import { migrationSets } from '@gongzhi/kernel/server/migration-sets.ts'
import { asOwner, type Owner } from '@gongzhi/kernel/server/owner.ts'
import { findMasterKey, markOfKey, masterKeyFile, openSecrets } from '@gongzhi/kernel/server/secrets.ts'
import { startError } from '@gongzhi/kernel/server/start-error.ts'
import { buildHouse } from '../modules.ts'
import { archiveWords } from './archive-words.ts'
import { type Command, complain, onDatabase, progress, say, tell, type Words } from './command.ts'
import { passphraseOf } from './passphrase.ts'
import { brokenIn } from './verify-journal.ts'

/** The migrations of this program, without opening anything. */
const setsHere = (dataDir: string) => {
  // no act is done with this key: only the list of modules is read off the house
  const crypto = openCrypto(openSecrets('', { GONGZHI_KEY: '00'.repeat(32) }))
  return migrationSets(buildHouse({ crypto, dataDir, demo: false }).modules)
}

/** Throws when the archive was made by a release with other migrations than these files hold. */
const checkMigrations = (manifest: Manifest, sets: ReturnType<typeof setsHere>): void => {
  const here = new Map(sets.flatMap(listMigrations).map(({ module, name, sha256 }) => [`${module}/${name}`, sha256]))
  for (const { module, name, sha256 } of manifest.migrations) {
    const known = here.get(`${module}/${name}`)
    if (known === undefined) throw startError('migration-unknown', `${module}/${name}`, { module, name })
    if (known !== sha256) throw startError('migration-changed', `${module}/${name}`, { module, name })
  }
}

/** Why this archive may not be put here; undefined when it may. */
const objection = (manifest: Manifest, dataDir: string, around: string, withoutKey: boolean): Words | undefined => {
  if (around === 'taken')
    return {
      zh: '数据库不是空的，没有恢复。请换一个空的数据目录（DATA_DIR）或数据库（DATABASE_URL）。',
      en: 'The database is not empty; nothing was restored. Point DATA_DIR or DATABASE_URL at an empty one.',
    }
  const files = join(dataDir, 'files')
  if (around === 'empty' && existsSync(files) && readdirSync(files).length > 0)
    return {
      zh: `附件目录不是空的，没有恢复：${files}`,
      en: `The folder of attachments is not empty; nothing was restored: ${files}`,
    }
  const key = findMasterKey(dataDir)
  if (key !== undefined && manifest.keyMark !== null && markOfKey(key) !== manifest.keyMark)
    return {
      zh: '这里的主密钥不是备份时的那一把，恢复后个人信息读不出来，没有恢复。请先换成原来的 master.key（或 GONGZHI_KEY）。',
      en: 'The master key here is another than the archive was made with: personal data could not be read. Put the old master.key (or GONGZHI_KEY) in its place first.',
    }
  if (key === undefined && !manifest.keyIncluded && manifest.keyMark !== null && !withoutKey)
    return {
      zh: `备份里没有主密钥，这里也没有。请先把原来的 master.key 放到 ${masterKeyFile(dataDir)}；确实找不回来的，加 --without-key（个人信息将永远读不出来）。`,
      en: `Neither the archive nor this machine has the master key. Put the old one at ${masterKeyFile(dataDir)} first; if it is lost for good, add --without-key (personal data can never be read again).`,
    }
  return undefined
}

const put = async (owner: Owner, file: string, manifest: Manifest, passphrase: string | undefined): Promise<number> => {
  const { dataDir } = readConfig(process.env)
  const sets = setsHere(dataDir)
  const filesDir = join(dataDir, 'files')
  await beginRestore(owner)
  await forgetFiles(filesDir)
  const known = new Set(manifest.migrations.map(({ module, name }) => `${module}/${name}`))
  await migrate(owner, sets, undefined, (module, name) => known.has(`${module}/${name}`))
  const shown = progress()
  await restoreArchive(owner, manifest, {
    file,
    passphrase,
    filesDir,
    keyFile: findMasterKey(dataDir) === undefined ? masterKeyFile(dataDir) : undefined,
    say: shown.at,
  })
  // an older release's data goes on from where it was
  const forward = await migrate(owner, sets)
  await freshen(owner)
  let broken = 0
  for await (const { county, subject, seq, why } of brokenIn(owner, shown.at)) {
    broken++
    complain(`${county} ${subject} #${seq}: ${why}`)
  }
  shown.done()
  await owner.query(endRestore)
  const rows = manifest.tables.reduce((sum, one) => sum + one.rows, 0)
  tell({
    zh: `已恢复 ${manifest.takenAt} 的备份：${rows} 行，${manifest.files.count} 个附件，升级 ${forward} 步；日志链${broken === 0 ? '完好' : `有 ${broken} 处断裂（备份时就已如此）`}。`,
    en: `Restored as of ${manifest.takenAt}: ${rows} rows, ${manifest.files.count} attachments, ${forward} migrations since; the journal is ${broken === 0 ? 'intact' : `broken in ${broken} places, as it was when backed up`}.`,
  })
  return broken === 0 ? 0 : 1
}

export const restore: Command = {
  name: 'restore',
  usage: '<file> [--passphrase-file <file>] [--check] [--without-key]',
  summary: { zh: '从备份恢复到空的数据库和数据目录', en: 'restore an archive into an empty database and data folder' },
  help: {
    zh: `先核对每一部分的校验值，再写入；数据库或附件目录不空就不动。旧版本的备份会自动升级。中断了再运行一次即可。
  --check              只核对备份，不恢复
  --passphrase-file f  加密备份的口令（或设 BACKUP_PASSPHRASE）
  --without-key        主密钥找不回来时仍然恢复，个人信息将读不出来
恢复后会核对每个县的日志链。`,
    en: `Every part is held against its hash first, then written; a database or folder that is not empty stays as it is. An older
release's archive is migrated. If it was cut short, run it again.
  --check              check the archive, restore nothing
  --passphrase-file f  passphrase of a sealed archive (or BACKUP_PASSPHRASE)
  --without-key        restore although the master key is lost: personal data cannot be read
Afterwards the journal of every county is checked.`,
  },
  options: {
    'passphrase-file': { type: 'string' },
    check: { type: 'boolean' },
    'without-key': { type: 'boolean' },
  },
  takes: [1, 1],
  run: async ({ words: [file = ''], text, on }) => {
    try {
      const sealed = await needsPassphrase(file)
      const passphrase = sealed ? (passphraseOf(text('passphrase-file')) ?? '') : undefined
      const shown = progress()
      const manifest = await checkArchive(file, passphrase, shown.at)
      shown.done()
      if (on('check')) {
        if (on('json'))
          say(JSON.stringify({ ...manifest, tables: manifest.tables.length, files: manifest.files.count }))
        else
          tell({
            zh: `备份完好：${manifest.takenAt}，${manifest.tables.length} 个表，${manifest.files.count} 个附件，主密钥${manifest.keyIncluded ? '在内' : '不在内'}。`,
            en: `The archive is whole: ${manifest.takenAt}, ${manifest.tables.length} tables, ${manifest.files.count} attachments, master key ${manifest.keyIncluded ? 'included' : 'not included'}.`,
          })
        return 0
      }
      const { dataDir } = readConfig(process.env)
      checkMigrations(manifest, setsHere(dataDir))
      return await onDatabase((url) =>
        asOwner(url, async (owner) => {
          const against = objection(manifest, dataDir, await lookAround(owner), on('without-key'))
          if (against) {
            tell(against, complain)
            return 1
          }
          return put(owner, file, manifest, passphrase)
        }),
      )
    } catch (error) {
      const words = archiveWords(error)
      if (!words) throw error
      tell(words, complain)
      return 1
    }
  },
}
