import type { Condition } from '../rules/pack.ts'

const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** A share as it is spoken: 过半数, 三分之二以上; `more than 1/2`, `at least 2/3` in English. */
export const shareWords = ([part, whole, kind]: Condition['share'], english: boolean): string => {
  if (english) return `${kind === 'strict' ? 'more than' : 'at least'} ${part}/${whole}`
  if (part === 1 && whole === 2) return kind === 'strict' ? '过半数' : '半数以上'
  return `${digits[whole] ?? whole}分之${digits[part] ?? part}${kind === 'strict' ? '以上（不含本数）' : '以上'}`
}
