import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isNoteSignedBy, isSm2Whole, readCheckpoint, type Verified, verify } from '@gongzhi/record/rules'
import { type Command, complain, say, tell, type Words } from './command.ts'

/** What a witness keeps of a record between two looks: the keys it trusts and the last head it saw, both as they were told. */
type Kept = { readonly key: string; readonly sm2: string | null; readonly head: string }

const patience = 20_000
const ask = async (address: string): Promise<string> => {
  const reply = await fetch(address, { signal: AbortSignal.timeout(patience) })
  if (!reply.ok) throw new Error(`${address}: ${reply.status}`)
  return reply.text()
}

/** Written beside and put in its place: a look that is cut short leaves what was kept before. */
const keep = (file: string, kept: Kept): void => {
  writeFileSync(`${file}.new`, `${JSON.stringify(kept, null, 2)}\n`)
  renameSync(`${file}.new`, file)
}

/** What was kept; null: the file is no such thing any more, and nothing may be written over it. */
const readKept = (file: string): Kept | null => {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept
    return readCheckpoint(kept.head) ? kept : null
  } catch {
    return null
  }
}

const WHY: Readonly<Record<string, Words>> = {
  'other-key': { zh: '公钥换了', en: 'the key is another one' },
  signature: { zh: '签名不对', en: 'the signature does not fit' },
  sm2: { zh: '国密签名不对或不在', en: 'the SM2 signature does not fit, or is missing' },
  'rolled-back': { zh: '记录比上次看到的少', en: 'there are fewer records than were seen' },
  'other-head': { zh: '上次看到的目录头被换掉了', en: 'the head that was seen is denied' },
  path: { zh: '上次看到的记录被改过或抽走', en: 'records that were seen were changed or taken out' },
  unreadable: { zh: '回的不是证明', en: 'what was answered is no proof' },
}

/** What is wrong with a head beside what was kept; empty: nothing. */
const compare = async (base: string, kept: Kept | undefined, now: Kept): Promise<readonly string[]> => {
  const head = readCheckpoint(now.head)
  if (!head) return ['unreadable']
  const wrong = [
    ...(kept && (kept.key !== now.key || kept.sm2 !== now.sm2) ? ['other-key'] : []),
    ...(isNoteSignedBy(now.head, now.key) ? [] : ['signature']),
    ...(isSm2Whole(now.head, head) && (now.sm2 === null || head.sm2 === now.sm2) ? [] : ['sm2']),
  ]
  const before = kept && readCheckpoint(kept.head)
  if (wrong.length > 0 || !kept || !before || before.size === 0) return wrong
  if (head.size < before.size) return ['rolled-back']
  const proof = await ask(`${base}/consistency?from=${before.size}&to=${head.size}`)
  const found: Verified = verify(proof, { key: kept.key, sm2: kept.sm2 ?? undefined, earlier: kept.head })
  const same = found.root === Buffer.from(head.root).toString('base64') && found.size === head.size
  return found.ok && !same ? ['path'] : found.wrong
}

export const witness: Command = {
  name: 'witness',
  usage: '<address> <county> <folder> [--json]',
  summary: {
    zh: '替大家看着一个县的公开记录：和上次看到的一致吗',
    en: 'watch a county’s public record from outside: does it still begin with what was seen',
  },
  help: {
    zh: `从外面看一眼：取目录头，验两个签名，再证明今天的记录开头就是上次看到的那些，然后把新的目录头留在文件夹里。
第一次记下公钥，请和公开栏上的公钥指纹对一对。不用数据库，不要权限，谁都可以每天跑一次。
发现不一致退出码为 1：两份目录头都留下，作为证据，不覆盖。
  --json  以 JSON 输出`,
    en: `A look from outside: the head and both its signatures, then the proof that today’s record begins with what was seen last time; the new
head is kept in the folder. The first look keeps the key: compare its print with the one on the notice board. Needs no database and no
rights; anybody may run it daily. Exit code 1 when something does not fit: both heads are kept as evidence, none is written over.
  --json  as JSON`,
  },
  takes: [3, 3],
  run: async ({ words: [address = '', county = '', folder = ''], on }) => {
    if (!/^\d{6}$/.test(county) || !URL.canParse(address)) {
      complain(`gongzhi witness ${witness.usage}`)
      return 2
    }
    const base = `${address.replace(/\/+$/, '')}/api/record/${county}`
    const file = join(folder, `${new URL(address).host.replace(':', '-')}-${county}.json`)
    mkdirSync(folder, { recursive: true })
    const kept = existsSync(file) ? readKept(file) : undefined
    if (kept === null) {
      tell(
        { zh: `留存的文件坏了，没有比对：${file}`, en: `What was kept cannot be read, nothing was compared: ${file}` },
        complain,
      )
      return 1
    }
    let now: Kept
    let wrong: readonly string[]
    try {
      const [keys, head] = await Promise.all([ask(`${base}/key`), ask(`${base}/checkpoint`)])
      const { key, sm2 } = JSON.parse(keys) as { key: string; sm2: { key: string } | null }
      now = { key, sm2: sm2?.key ?? null, head }
      wrong = await compare(base, kept, now)
    } catch (error) {
      complain(`没有连上 / not reached: ${error instanceof Error ? error.message : String(error)}`)
      return 1
    }
    const size = readCheckpoint(now.head)?.size ?? 0
    if (wrong.length > 0) keep(`${file}.${Date.now()}.evidence`, now)
    else keep(file, now)
    if (on('json')) say(JSON.stringify({ county, size, first: kept === undefined, wrong }))
    else if (wrong.length === 0)
      tell({
        zh: kept ? `✓ 一致：${size} 条，开头就是上次看到的那些。` : `✓ 记下了：${size} 条。请核对公钥指纹。`,
        en: kept
          ? `✓ it holds: ${size} records, beginning with what was seen.`
          : `✓ kept: ${size} records. Compare the key’s print.`,
      })
    else
      for (const one of wrong) {
        const { zh, en } = WHY[one] ?? { zh: one, en: one }
        tell({ zh: `✗ 不一致：${zh}。`, en: `✗ it does not hold: ${en}.` }, complain)
      }
    return wrong.length === 0 ? 0 : 1
  },
}
