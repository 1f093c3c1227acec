#!/usr/bin/env node
import { explainStartError } from '@gongzhi/kernel/server/explain-start-error.ts'
import { type Command, complain, readGiven, say } from './cli/command.ts'
import { commands } from './cli/commands.ts'

const overview = (): string => {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 2
  const lines = commands.map(
    ({ name, summary }) => `  ${name.padEnd(width)}${summary.zh}\n  ${' '.repeat(width)}${summary.en}`,
  )
  return `共治 gongzhi <command>\n${lines.join('\n')}
  ${'help'.padEnd(width)}本说明；help <command> 看某个命令的用法
  ${' '.repeat(width)}this text; help <command> for one command
退出码 exit codes: 0 完成 done · 1 没有完成或发现问题 not done, or something is wrong · 2 用法不对 wrongly asked`
}

const pageOf = ({ name, usage, summary, help }: Command): string =>
  `gongzhi ${[name, usage].filter(Boolean).join(' ')}\n\n${summary.zh}\n${help.zh}\n\n${summary.en}\n${help.en}`

const run = async ([asked = 'help', ...rest]: readonly string[]): Promise<number> => {
  const wantsHelp = ['help', '--help', '-h'].includes(asked)
  const name = wantsHelp ? rest[0] : asked
  const command = commands.find((one) => one.name === name)
  if (wantsHelp || rest.includes('--help')) {
    say(command ? pageOf(command) : overview())
    return name === undefined || command ? 0 : 2
  }
  if (!command) {
    complain(`没有这个命令 / no such command: ${asked}\n\n${overview()}`)
    return 2
  }
  const given = readGiven(command, rest)
  if (given) return command.run(given)
  complain(pageOf(command))
  return 2
}

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  complain(explainStartError(error))
  process.exitCode = 1
}
