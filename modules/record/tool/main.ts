import { type Verified, verify } from '../rules/proof.ts'

/*
 * gongzhi-verify: checks a proof of the public record. One file, no dependencies, no network; Node 18 or later.
 *   node gongzhi-verify.mjs proof.json
 *   node gongzhi-verify.mjs proof.json --code 7Q4K-2M9D --key <the line on the notice board> --sm2 <the second line>
 * Exit code 0: it holds; 1: it does not; 2: it could not be read.
 */

const usage = `用法：node gongzhi-verify.mjs 证明.json [--code 核验码] [--key 公钥] [--sm2 国密公钥] [--earlier 留存的目录头.txt] [--json]
usage: node gongzhi-verify.mjs proof.json [--code short-code] [--key key-line] [--sm2 key-line] [--earlier kept-head.txt] [--json]`

const WRONG = {
  unreadable: ['这不是证明文件，或者文件不完整。', 'This is no proof, or not a whole one.'],
  signature: [
    '签名不对：目录不是这把公钥签的，或者签过以后改过。',
    'The signature does not fit: the head was changed, or signed by somebody else.',
  ],
  sm2: ['国密（SM2）签名不对，或者不在。', 'The SM2 signature does not fit, or is missing.'],
  'other-key': ['公钥不是您给的那一把。', 'The key is not the one you gave.'],
  'other-head': [
    '证明里当时的目录头，不是您留存的那一份：记录被重写过。',
    'The earlier head is not the one you kept: the record was written anew.',
  ],
  path: [
    '内容对不上：记录、位置或目录被改过。',
    'The content does not fit: the record, its place or the head was changed.',
  ],
  code: ['核验码对不上：这是另外一条记录。', 'The code does not fit: this is another record.'],
} as const

/** The day in China, which is where the record is. */
const day = (iso: string | null | undefined): string => {
  const at = Date.parse(iso ?? '')
  return Number.isNaN(at) ? '?' : new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)
}

/** What was proved, or what does not fit, in both languages. */
const inWords = (found: Verified): string => {
  const lines = found.ok ? ['✓ 核对无误 / it holds'] : ['✗ 对不上 / it does not hold']
  for (const one of found.wrong) lines.push(...WRONG[one].map((line) => `  ${line}`))
  if (found.ok && found.kind === 'inclusion')
    lines.push(
      `  这条记录是公开记录第 ${found.no} 条，${day(found.leaf?.at)} 公开；到 ${day(found.signedAt)} 签名时（共 ${found.size} 条）没有改动。`,
      `  Record no. ${found.no}, published ${day(found.leaf?.at)}; unchanged when the head of ${found.size} records was signed on ${day(found.signedAt)}.`,
    )
  if (found.ok && found.kind === 'consistency')
    lines.push(
      `  现有 ${found.size} 条的公开记录，开头就是当时的 ${found.earlierSize} 条，没有改动、没有抽走。`,
      `  The record of ${found.size} begins with the ${found.earlierSize} there were: none changed, none taken out.`,
    )
  if (found.leaf) lines.push(`  ${found.leaf.number}  ${found.code}`, `  ${JSON.stringify(found.leaf.body)}`)
  if (found.keyPrint) lines.push(`  公钥指纹 / key ${found.keyName}  ${found.keyPrint}`)
  if (found.sm2Print) lines.push(`  国密公钥指纹 / SM2 key  ${found.sm2Print}`)
  return lines.join('\n')
}

/** Reads the words of a command line and answers what to print and the exit code. */
export const run = (
  args: readonly string[],
  read: (file: string) => string,
): { readonly said: string; readonly exit: 0 | 1 | 2 } => {
  const flags = new Map<string, string>()
  const files: string[] = []
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as string
    if (word === '--json') flags.set(word, '')
    else if (['--code', '--key', '--sm2', '--earlier'].includes(word)) flags.set(word, args[++at] ?? '')
    else files.push(word)
  }
  const [file, ...more] = files
  if (file === undefined || more.length > 0 || file.startsWith('-')) return { said: usage, exit: 2 }
  const kept = flags.get('--earlier')
  let text: string
  let earlier: string | undefined
  try {
    text = read(file)
    earlier = kept === undefined ? undefined : read(kept)
  } catch {
    return { said: `读不了文件 / cannot read ${file}${kept ? ` ${kept}` : ''}`, exit: 2 }
  }
  const [key, sm2] = [flags.get('--key'), flags.get('--sm2')]
  const found = verify(text, { key, sm2, earlier, code: flags.get('--code')?.trim().toUpperCase() })
  const exit = found.ok ? 0 : found.wrong.includes('unreadable') ? 2 : 1
  return { said: flags.has('--json') ? JSON.stringify(found) : inWords(found), exit }
}
