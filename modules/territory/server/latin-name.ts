import { pinyin } from 'pinyin-pro'
import data from '../data/latin-names.json' with { type: 'json' }

// The generic word of a name stands apart: Deqing Xian, Guanxu Zhen, Jinlin Cun (GB/T 2260's way with counties and above).
const generic = /(自治区|自治州|自治县|自治旗|特别行政区|省|市|区|县|旗|街道|地区|镇|乡|苏木|社区|嘎查|居委会|村)$/

const known: Readonly<Record<string, string>> = data.names

const word = (text: string): string => {
  const letters = pinyin(text, { toneType: 'none', type: 'array', v: true }).join('').replaceAll('v', 'ü')
  return letters.charAt(0).toUpperCase() + letters.slice(1)
}

/** A division's name in Latin letters: the listed one where pinyin would be wrong, else pinyin with the generic word apart. */
export const latinName = (code: string, short: string): string => {
  const listed = known[code]
  if (listed !== undefined) return listed
  const ending = generic.exec(short)?.[0] ?? ''
  const stem = short.slice(0, short.length - ending.length)
  return [stem, ending].filter(Boolean).map(word).join(' ')
}
