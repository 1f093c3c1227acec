import { writeFileSync } from 'node:fs'
import { firstPasswordDays } from '@gongzhi/identity/rules'
import { staffOfPhone } from '@gongzhi/identity/server'
import { Problem } from '@gongzhi/kernel/problem.ts'
import { systemActor } from '@gongzhi/kernel/reach.ts'
import { readConfig } from '@gongzhi/kernel/server/config.ts'
import { asOwner } from '@gongzhi/kernel/server/owner.ts'
import { appoint } from '@gongzhi/people/server'
import { personOf } from '../imports/open-person.ts'
import { checkRows, type PersonRow } from '../imports/person-rows.ts'
import { type Opened, openHouse } from '../open.ts'
import { listPosts } from '../store-installation.ts'
import { type Command, complain, type Given, onDatabase, progress, say, tell } from './command.ts'
import { csvRow, rowsOfCsv } from './csv.ts'
import { type Fault, placeColumns, readRow, sayClash } from './people-rows.ts'

/** Every row of the file, and what is wrong with any of them; nothing is written. */
const preview = async (opened: Opened, url: string, file: string) => {
  const rows: PersonRow[] = []
  const faults: Fault[] = []
  let columns: ReturnType<typeof placeColumns> | undefined
  for await (const { line, cells } of rowsOfCsv(file)) {
    if (columns === undefined) {
      columns = placeColumns(cells)
      if ('missing' in columns)
        return { rows, faults: columns.missing.map((name) => ({ line, what: `缺少列 / missing column: ${name}` })) }
      continue
    }
    if ('missing' in columns) break
    const read = readRow(line, cells, columns)
    if ('what' in read) faults.push(read)
    else rows.push(read)
  }
  const seats = [...new Set(rows.map(({ seat }) => seat))]
  const posts = await asOwner(url, (owner) => listPosts(owner, seats))
  const accounts = new Map<string, string>()
  for (const { phone, seat } of rows) {
    const account = accounts.get(phone) ?? (await staffOfPhone(opened.env, opened.crypto, seat.slice(0, 6), phone))
    if (account !== undefined) accounts.set(phone, account)
  }
  const checked = checkRows(rows, posts, accounts)
  return { rows: checked.rows, faults: [...faults, ...checked.faults.map(sayClash)] }
}

type Slip = { readonly name: string; readonly login: string; readonly password: string; readonly post: string }

/** Opens accounts and appoints, row by row; answers the slips of new accounts and what was refused. */
const write = async (
  { env, crypto }: Opened,
  rows: readonly (PersonRow & { post: string })[],
  at: (text: string) => void,
) => {
  const slips: Slip[] = []
  const faults: Fault[] = []
  for (const row of rows.filter(({ already }) => !already)) {
    at(`${row.line}`)
    const county = row.seat.slice(0, 6)
    const actor = systemActor(county)
    try {
      const { account, slip } = await personOf(env, crypto, county, row)
      if (slip) slips.push({ name: row.name, ...slip, post: `${row.seat} ${row.title}` })
      const { from, until, post } = row
      await appoint(env, { post, account, from, until, kin: [] }, { actor, key: `import ${post} ${account} ${from}` })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const { unmet, type } = error.body
      faults.push({ line: row.line, what: `${row.title}: ${(unmet ?? [type]).join(', ')}` })
    }
  }
  return { slips, faults }
}

const sayFaults = (faults: readonly Fault[]) => {
  for (const { line, what } of [...faults].sort((a, b) => a.line - b.line))
    complain(`第 ${line} 行 line ${line}: ${what}`)
}

const work = async (given: Given, url: string): Promise<number> => {
  const [file = ''] = given.words
  const slipsFile = given.text('slips')
  const opened = await openHouse({ ...readConfig(process.env), demo: false }, url)
  try {
    await opened.house.load(opened.env)
    const found = await preview(opened, url, file)
    sayFaults(found.faults)
    const good = found.rows.filter(({ already }) => !already).length
    const kept = found.rows.length - good
    if (found.faults.length > 0 || !given.on('write')) {
      tell({
        zh: `${good} 行可以导入，${kept} 行早已导入，${found.faults.length} 处有问题。${found.faults.length > 0 ? '改好后再来，什么都没有写入。' : '没有写入；加 --write 写入。'}`,
        en: `${good} rows can be imported, ${kept} were imported before, ${found.faults.length} faults. ${found.faults.length > 0 ? 'Correct them and come again; nothing was written.' : 'Nothing was written; add --write.'}`,
      })
      return found.faults.length > 0 ? 1 : 0
    }
    const shown = progress()
    const { slips, faults } = await write(opened, found.rows as (PersonRow & { post: string })[], shown.at)
    shown.done()
    if (slips.length > 0 && slipsFile !== undefined) {
      const text = [
        ['姓名', '登录名', '初始密码', '岗位'],
        ...slips.map((one) => [one.name, one.login, one.password, one.post]),
      ].map(csvRow)
      // the mark tells Excel that it is UTF-8
      writeFileSync(slipsFile, `\uFEFF${text.join('')}`, { mode: 0o600 })
    }
    sayFaults(faults)
    tell({
      zh: `任命 ${good - faults.length} 人次，新开账号 ${slips.length} 个，${faults.length} 行没有成功。初始密码在 ${slipsFile}，${firstPasswordDays} 天内有效，发完请删除这个文件。`,
      en: `${good - faults.length} appointments, ${slips.length} new accounts, ${faults.length} rows refused. First passwords are in ${slipsFile}, good for ${firstPasswordDays} days; delete the file when they are handed over.`,
    })
    if (given.on('json'))
      say(JSON.stringify({ appointed: good - faults.length, accounts: slips.length, refused: faults.length }))
    return faults.length > 0 ? 1 : 0
  } finally {
    await opened.env.db.close()
  }
}

export const importPeople: Command = {
  name: 'import-people',
  usage: '<file.csv> [--write --slips <file.csv>]',
  summary: { zh: '从 CSV 导入工作人员并任命到岗位', en: 'import staff from CSV and appoint them to posts' },
  help: {
    zh: `第一行是列名：姓名、手机号、区划代码（12 位）、岗位、任期从、任期到（2026-01-01）。岗位写岗位名称（如 代办员）或岗位编号。
UTF-8 或 Excel 另存的 GBK 都可以。同一手机号出现多次是同一个人的多个岗位。
先不带 --write 运行：逐行检查，列出问题，什么都不写。有一处问题就全不写入。
  --write        写入
  --slips f.csv  新账号的登录名和初始密码写到这个文件（仅本人可读）
已任命的重复导入不会重复。`,
    en: `First line: 姓名 name, 手机号 phone, 区划代码 code (12 digits), 岗位 post, 任期从 from, 任期到 until (2026-01-01). A post is its
title (代办员) or its id. UTF-8 or GBK as Excel saves it. One phone several times is one person with several posts.
Without --write every row is checked, faults are listed, nothing is written. One fault and nothing is written at all.
  --write        write
  --slips f.csv  logins and first passwords of new accounts, readable by you alone
Rows imported before are not imported twice.`,
  },
  options: { write: { type: 'boolean' }, slips: { type: 'string' } },
  takes: [1, 1],
  run: async (given) => {
    if (given.on('write') && given.text('slips') === undefined) {
      tell(
        { zh: '请加 --slips <文件>：新账号的初始密码写到哪里。', en: 'Add --slips <file>: where first passwords go.' },
        complain,
      )
      return 2
    }
    return onDatabase((url) => work(given, url))
  },
}
