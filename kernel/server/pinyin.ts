import { match } from 'pinyin-pro'

/**
 * Whether a Chinese name answers to what somebody typed: the characters themselves, or from the second letter on the
 * pinyin, whole or by initials (`jlc`, `jinlin` find 金林村; every reading of a character counts).
 */
export const answersTo = (name: string, typed: string): boolean => {
  const asked = typed.trim()
  if (asked === '') return true
  if (name.includes(asked)) return true
  const letters = asked.toLowerCase().replace(/[\s']/g, '')
  if (!/^[a-z]{2,}$/.test(letters)) return false
  // `start`: each syllable may be cut short, so that initials and whole words mix; `continuous`: no character is skipped
  return match(name, letters, { precision: 'start', continuous: true, v: true }) !== null
}
