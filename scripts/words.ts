import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Converter } from 'opencc-js/cn2t'

/*
 * The words of a face at build time. Traditional Chinese is made from the simplified, character by character and phrase by
 * phrase for the script alone: the regional vocabulary of OpenCC would turn 议事程序 into 議事程式 and 文件 into 檔案. What
 * reads otherwise there stands in a zh-TW.json beside the other two.
 */

const house = join(import.meta.dirname, '..')
const inHouse = (pattern: string) =>
  globSync(pattern, { cwd: house })
    .sort()
    .map((file) => join(house, file))

export const TRADITIONAL = 'zh-TW'
const SOURCE = 'zh-CN'

/** What every face says, and what only this one does: a phone does not download the words of the desk. */
export const wordFiles = (face: string): string[] => [
  ...inHouse('kernel/locales/*.json'),
  ...inHouse('modules/*/locales/*.json'),
  ...inHouse(`modules/*/locales/${face}/*.json`),
  ...inHouse('apps/web/locales/*.json'),
  ...inHouse(`apps/web/${face}/locales/*.json`),
]
const dataFiles = () => inHouse('modules/*/data/*.json')

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

/** All that is written for one locale. A key said in two places would hide one of them: it stops the build. */
const written = (face: string, locale: string): Record<string, string> => {
  const words: Record<string, string> = {}
  for (const file of wordFiles(face).filter((one) => basename(one) === `${locale}.json`)) {
    for (const [key, value] of Object.entries(readJson(file) as Record<string, string>)) {
      if (key in words) throw new Error(`${key} has words twice, the second time in ${file}`)
      words[key] = value
    }
  }
  return words
}

/** Every `zh` of the data files: names of categories, fields and notices, which the server says in two languages. */
const saidInData = (value: unknown, found = new Set<string>()): Set<string> => {
  if (Array.isArray(value)) for (const one of value) saidInData(one, found)
  else if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value)) {
      if (key === 'zh' && typeof one === 'string') found.add(one)
      else saidInData(one, found)
    }
  }
  return found
}

/** The same text in traditional characters. */
export const traditional: (text: string) => string = Converter({ from: 'cn', to: 'tw' })

const inTraditional = (face: string): Record<string, string> => {
  const source = written(face, SOURCE)
  const own = written(face, TRADITIONAL)
  const stray = Object.keys(own).filter((key) => !(key in source))
  if (stray.length > 0) throw new Error(`words in ${TRADITIONAL} that nobody says: ${stray.join(', ')}`)
  const words = Object.fromEntries(Object.entries(source).map(([key, text]) => [key, traditional(text)]))
  const data = [...saidInData(dataFiles().map(readJson))]
    .map((text) => [`han:${text}`, traditional(text)] as const)
    .filter(([key, text]) => key !== `han:${text}`)
  return { ...words, ...own, ...Object.fromEntries(data) }
}

/** All the words of one locale. */
export const readWords = (face: string, locale: string): Record<string, string> =>
  locale === TRADITIONAL ? inTraditional(face) : written(face, locale)

/** The locales there are: Chinese first, then its other script, then the rest in order of the alphabet. */
export const localesOf = (face: string): string[] => {
  const found = new Set(wordFiles(face).map((file) => basename(file, '.json')))
  const rest = [...found].filter((one) => one !== SOURCE && one !== TRADITIONAL).sort()
  return [SOURCE, TRADITIONAL, ...rest]
}

/** Files on which the words of a face depend. */
export const filesBehind = (face: string): string[] => [...wordFiles(face), ...dataFiles()]
