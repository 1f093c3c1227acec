import type { ParseArgsConfig } from 'node:util'
import { parseArgs } from 'node:util'
import { readConfig } from '@gongzhi/kernel/server/config.ts'
import { openDatabase } from '../open-database.ts'

/** The same thing in both languages. */
export type Words = { readonly zh: string; readonly en: string }

type Options = NonNullable<ParseArgsConfig['options']>
/** What was typed behind the command: its flags, and the words that are none. */
export type Given = {
  readonly words: readonly string[]
  readonly text: (flag: string) => string | undefined
  readonly on: (flag: string) => boolean
}

export type Command = {
  readonly name: string
  /** What stands behind the name, such as `<file>`. */
  readonly usage: string
  readonly summary: Words
  /** The page that `help <command>` prints, its flags included. */
  readonly help: Words
  readonly options?: Options
  /** How many words it takes, at least and at most. */
  readonly takes?: readonly [number, number]
  /** Answers the exit code: 0 done, 1 not done or something is wrong, 2 wrongly asked. */
  readonly run: (given: Given) => Promise<number>
}

export const say = (line: string): void => void process.stdout.write(`${line}\n`)
export const complain = (line: string): void => void process.stderr.write(`${line}\n`)
/** Says one thing in both languages, a line each. */
export const tell = ({ zh, en }: Words, to: (line: string) => void = say): void => to(`${zh}\n${en}`)

/** How far long work has come: one line that is written over at a terminal, else a line every ten seconds. */
export const progress = (): { readonly at: (text: string) => void; readonly done: () => void } => {
  const terminal = process.stderr.isTTY === true
  let last = Date.now()
  let wrote = false
  return {
    at: (text) => {
      if (Date.now() - last < (terminal ? 100 : 10_000)) return
      last = Date.now()
      wrote = true
      process.stderr.write(terminal ? `\r\u001b[K${text}` : `${text}\n`)
    },
    done: () => {
      if (terminal && wrote) process.stderr.write('\r\u001b[K')
    },
  }
}

/** Runs `work` on the database of the settings and stops what it had to start. */
export const onDatabase = async (work: (url: string) => Promise<number>): Promise<number> => {
  const database = await openDatabase(readConfig(process.env), complain)
  try {
    return await work(database.url)
  } finally {
    await database.stop()
  }
}

/** Reads flags and words; undefined when a flag is unknown or the words are too few or too many. */
export const readGiven = (command: Command, args: readonly string[]): Given | undefined => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { json: { type: 'boolean' }, ...command.options },
      allowPositionals: true,
      strict: true,
    })
    const [least, most] = command.takes ?? [0, 0]
    if (positionals.length < least || positionals.length > most) return undefined
    return {
      words: positionals,
      text: (flag) => {
        const value = (values as Record<string, unknown>)[flag]
        return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
      },
      on: (flag) => (values as Record<string, unknown>)[flag] === true,
    }
  } catch {
    return undefined
  }
}
