/*
 * A text that a regular expression takes, for examples: of choices the first, of repetitions the fewest. It knows what the
 * patterns of contracts are written with: literals, classes, groups, alternatives, ? * + {n,m}, anchors; looks around are none.
 */

type Place = { readonly pattern: string; at: number }

const first = (shorthand: string): string => ({ d: '1', w: 'a', s: ' ' })[shorthand] ?? shorthand

const classAt = (p: Place): string => {
  const end = p.pattern.indexOf(']', p.at + 1 + Number(p.pattern[p.at] === '\\'))
  const inside = p.pattern.slice(p.at, end)
  p.at = end + 1
  if (inside.startsWith('^')) return 'x'
  return inside.startsWith('\\') ? first(inside[1] ?? '') : (inside[0] ?? '')
}

const timesAt = (p: Place): number => {
  const { pattern } = p
  const sign = pattern[p.at] ?? ''
  const braces = /^\{(\d+)(,\d*)?\}/.exec(pattern.slice(p.at))
  if (braces) {
    p.at += braces[0].length
    return Number(braces[1])
  }
  if (!'?*+'.includes(sign) || sign === '') return 1
  p.at++
  return sign === '+' ? 1 : 0
}

const atomAt = (p: Place): string => {
  const sign = p.pattern[p.at++] ?? ''
  if (sign === '[') return classAt(p)
  if (sign === '\\') return first(p.pattern[p.at++] ?? '')
  if (sign === '.') return 'x'
  if (sign === '^' || sign === '$') return ''
  if (sign !== '(') return sign
  if (p.pattern.startsWith('?:', p.at)) p.at += 2
  const text = choiceAt(p)
  p.at++
  return text
}

const choiceAt = (p: Place): string => {
  const texts: string[] = ['']
  while (p.at < p.pattern.length && p.pattern[p.at] !== ')') {
    if (p.pattern[p.at] === '|') {
      p.at++
      texts.push('')
      continue
    }
    const atom = atomAt(p)
    texts.push(`${texts.pop() ?? ''}${atom.repeat(timesAt(p))}`)
  }
  return texts[0] ?? ''
}

/** A text that the pattern takes; undefined when it is written with more than is known here. */
export const textForPattern = (pattern: string): string | undefined => {
  const text = choiceAt({ pattern, at: 0 })
  return new RegExp(pattern, 'u').test(text) ? text : undefined
}
