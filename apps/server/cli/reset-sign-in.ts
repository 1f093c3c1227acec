import { firstPasswordDays } from '@gongzhi/identity/rules'
import { resetSignIn } from '@gongzhi/identity/server'
import { readConfig } from '@gongzhi/kernel/server/config.ts'
import { openHouse } from '../open.ts'
import { type Command, complain, onDatabase, say, tell } from './command.ts'

export const resetSignInCommand: Command = {
  name: 'reset-sign-in',
  usage: '<login>',
  summary: { zh: '忘了密码、丢了动态口令：重发初始密码', en: 'password or second factor lost: a first password again' },
  help: {
    zh: '重发初始密码，停用原动态口令，退出所有设备。记入该账号的办理日志。--json 以 JSON 输出。',
    en: 'A first password again; the second factor is taken off and every session ends. It stands in the journal of the account. --json for JSON.',
  },
  takes: [1, 1],
  run: ({ words: [login = ''], on }) =>
    onDatabase(async (url) => {
      const opened = await openHouse({ ...readConfig(process.env), demo: false }, url)
      try {
        await opened.house.load(opened.env)
        const password = await resetSignIn(opened.env, login)
        if (password === undefined) {
          complain(`没有这个登录名 / no such login: ${login}`)
          return 1
        }
        if (on('json')) say(JSON.stringify({ login, password }))
        else
          tell({
            zh: `${login} 的初始密码：${password}（${firstPasswordDays} 天内有效）`,
            en: `First password of ${login}: ${password} (good for ${firstPasswordDays} days)`,
          })
        return 0
      } finally {
        await opened.env.db.close()
      }
    }),
}
