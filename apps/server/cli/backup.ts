import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { writeArchive } from '@gongzhi/kernel/server/archive/write-archive.ts'
import { readConfig } from '@gongzhi/kernel/server/config.ts'
import { asOwner } from '@gongzhi/kernel/server/owner.ts'
import { findMasterKey, markOfKey } from '@gongzhi/kernel/server/secrets.ts'
import { program } from '../program.ts'
import { purposeOf } from '../store-installation.ts'
import { type Command, complain, onDatabase, progress, say, tell } from './command.ts'
import { noteBackup } from './last-backup.ts'
import { passphraseOf } from './passphrase.ts'

const NAME = /^gongzhi-\d{8}T\d{6}Z\.tar(\.sealed)?$/

/** A folder gets a name with the time in it, in order of time; a file is called as it was asked. */
const placeFor = (target: string, sealed: boolean): { file: string; folder: string; named: boolean } => {
  const found = statSync(target, { throwIfNoEntry: false })
  const isFolder = found?.isDirectory() ?? /[/\\]$|^[^.]*$/.test(basename(target) || '/')
  if (!isFolder) return { file: resolve(target), folder: dirname(resolve(target)), named: false }
  const at = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  return {
    file: join(resolve(target), `gongzhi-${at}.tar${sealed ? '.sealed' : ''}`),
    folder: resolve(target),
    named: true,
  }
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Takes away what a killed backup has left in the folder. */
const sweepHalves = (folder: string): void => {
  for (const name of readdirSync(folder)) {
    const pid = /^gongzhi-.*\.(\d+)\.part$/.exec(name)?.[1]
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(folder, name), { force: true })
  }
}

/** Keeps the newest archives of a folder, and only those that this command named. */
const keepNewest = (folder: string, most: number): string[] => {
  const old = readdirSync(folder)
    .filter((name) => NAME.test(name))
    .sort()
    .slice(0, -most)
  for (const name of old) rmSync(join(folder, name))
  return old
}

export const backup: Command = {
  name: 'backup',
  usage: '<folder|file> [--keep 14] [--passphrase-file <file> [--with-key]]',
  summary: { zh: '备份数据库和附件，不用停机', en: 'back up database and attachments while running' },
  help: {
    zh: `给目录：自动按时间命名；给文件：就用这个名字。写完并落盘后才出现，中断不会留下半个备份。
  --keep n             目录里只留最近 n 份（只删本命令命名的）
  --passphrase-file f  用文件 f 第一行作口令加密（或设 BACKUP_PASSPHRASE）
  --with-key           把主密钥一起放进去；没有它，姓名、电话等个人信息恢复后也读不出来。只允许放进加密的备份
  --json               以 JSON 输出结果
不带 --with-key 时，请把 DATA_DIR/secrets/master.key 另外抄存一份，与备份分开保管。`,
    en: `A folder: named by the time. A file: called so. It appears when all is written and synced; nothing half is left.
  --keep n             keep the newest n in the folder (only those this command named)
  --passphrase-file f  seal it with the first line of f (or BACKUP_PASSPHRASE)
  --with-key           put the master key in: without it names and telephone numbers cannot be read after a restore;
                       only into a sealed archive
  --json               the result as JSON
Without --with-key keep a copy of DATA_DIR/secrets/master.key yourself, apart from the archives.`,
  },
  options: {
    keep: { type: 'string' },
    'passphrase-file': { type: 'string' },
    'with-key': { type: 'boolean' },
  },
  takes: [1, 1],
  run: async ({ words: [target = ''], text, on }) => {
    const keep = text('keep') === undefined ? undefined : Number(text('keep'))
    if (keep !== undefined && !(Number.isInteger(keep) && keep > 0)) {
      complain('--keep: 1, 2, 3 …')
      return 2
    }
    const passphrase = passphraseOf(text('passphrase-file'))
    if (on('with-key') && passphrase === undefined) {
      tell(
        {
          zh: '主密钥只能放进加密的备份：请加 --passphrase-file，或设 BACKUP_PASSPHRASE。',
          en: 'The master key goes into a sealed archive only: add --passphrase-file or set BACKUP_PASSPHRASE.',
        },
        complain,
      )
      return 2
    }
    const config = readConfig(process.env)
    const place = placeFor(target, passphrase !== undefined)
    return onDatabase((url) =>
      asOwner(url, async (owner) => {
        if (!(await purposeOf(owner)).any) {
          complain('数据库是空的，没有可备份的 / the database is empty: nothing to back up')
          return 1
        }
        mkdirSync(place.folder, { recursive: true, mode: 0o700 })
        sweepHalves(place.folder)
        const key = findMasterKey(config.dataDir)
        const shown = progress()
        const { manifest, bytes } = await writeArchive(owner, {
          file: place.file,
          filesDir: join(config.dataDir, 'files'),
          program,
          passphrase,
          keyMark: key === undefined ? null : markOfKey(key),
          key: on('with-key') ? key : undefined,
          say: shown.at,
        })
        shown.done()
        noteBackup(config.dataDir, { at: manifest.takenAt, file: place.file, bytes })
        const dropped = keep !== undefined && place.named ? keepNewest(place.folder, keep) : []
        const rows = manifest.tables.reduce((sum, one) => sum + one.rows, 0)
        if (on('json')) {
          const { takenAt, counties, files, keyIncluded } = manifest
          say(
            JSON.stringify({
              file: place.file,
              bytes,
              takenAt,
              rows,
              files: files.count,
              counties,
              keyIncluded,
              dropped,
            }),
          )
          return 0
        }
        const size = (bytes / 2 ** 20).toFixed(1)
        tell({
          zh: `${place.file}：${rows} 行，${manifest.files.count} 个附件，${size} MB${dropped.length > 0 ? `；删去旧备份 ${dropped.length} 份` : ''}`,
          en: `${place.file}: ${rows} rows, ${manifest.files.count} attachments, ${size} MB${dropped.length > 0 ? `; ${dropped.length} old ones removed` : ''}`,
        })
        tell(
          manifest.keyIncluded
            ? {
                zh: '主密钥在备份里：谁有备份和口令，谁就能读出全部个人信息。请分开保管。',
                en: 'The master key is in it: whoever has archive and passphrase reads all personal data. Keep them apart.',
              }
            : {
                zh: `主密钥不在备份里。没有它，个人信息恢复后也读不出来：请另外保管 ${process.env.GONGZHI_KEY ? 'GONGZHI_KEY' : join(config.dataDir, 'secrets', 'master.key')}`,
                en: 'The master key is not in it; without it personal data cannot be read after a restore. Keep a copy of it elsewhere.',
              },
          complain,
        )
        return 0
      }),
    )
  },
}
