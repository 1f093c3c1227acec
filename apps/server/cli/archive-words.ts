import type { ArchiveFault } from '@gongzhi/kernel/server/archive/manifest.ts'
import type { Words } from './command.ts'

const WORDS: Record<ArchiveFault, (detail: string) => Words> = {
  'archive-cut': (detail) => ({
    zh: `备份文件不完整（${detail}）。请换一份备份。`,
    en: `The archive is cut short or is none (${detail}). Use another one.`,
  }),
  'archive-changed': (detail) => ({
    zh: `备份文件里的内容与校验值不符：${detail}。请换一份备份。`,
    en: `The archive does not match its own checksums: ${detail}. Use another one.`,
  }),
  'archive-sealed': () => ({
    zh: '备份是加密的，口令不对或文件被改动过。口令写在文件里用 --passphrase-file 给出，或设 BACKUP_PASSPHRASE。',
    en: 'The archive is sealed: the passphrase is another, or the file was changed. Give it by --passphrase-file or BACKUP_PASSPHRASE.',
  }),
  'archive-format': (detail) => ({
    zh: `备份是另一种格式（${detail}），可能由更新的版本生成。请用生成它的版本恢复。`,
    en: `The archive has another format (${detail}), perhaps of a newer release. Restore it with the release that made it.`,
  }),
}

/** Words for what is wrong with an archive; undefined for any other error. */
export const archiveWords = (error: unknown): Words | undefined => {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return undefined
  const detail = 'detail' in error && typeof error.detail === 'string' ? error.detail : ''
  return WORDS[error.code as ArchiveFault]?.(detail)
}
