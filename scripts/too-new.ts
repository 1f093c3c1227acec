type Rule = readonly [what: string, seen: RegExp, example: string]

/** What Chrome 87 (old Android, WeChat's own engine) or Safari 14 lack and no compiler mends, each with an example. */
export const tooNewInScripts: readonly Rule[] = [
  ['Array.at, Chrome 92', /\.at\(/, 'a.at(-1)'],
  ['findLast, Chrome 97', /\.findLast(Index)?\(/, 'a.findLast(f)'],
  ['copies of arrays, Chrome 110', /\.to(Sorted|Reversed|Spliced)\(/, 'a.toSorted()'],
  ['structuredClone, Chrome 98', /\bstructuredClone\b/, 'structuredClone(a)'],
  ['randomUUID, Chrome 92 and HTTPS only', /randomUUID/, 'crypto.randomUUID()'],
  ['groupBy, Chrome 117', /\b(Object|Map)\.groupBy\b/, 'Object.groupBy(a,f)'],
  ['hasOwn, Chrome 93', /Object\.hasOwn\b/, 'Object.hasOwn(a,`b`)'],
  ['made signals, Chrome 93 to 116', /AbortSignal\.(timeout|any|abort)|throwIfAborted/, 'AbortSignal.timeout(9)'],
  ['new promises, Chrome 119', /Promise\.(withResolvers|try)\b|Array\.fromAsync/, 'Promise.withResolvers()'],
  ['URL.canParse, Chrome 120', /URL\.(canParse|parse)\b/, 'URL.canParse(a)'],
  ['looking behind in patterns, Safari 16.4', /\(\?<[=!]/, '/(?<=a)b/'],
  [
    'sets as algebra, Chrome 122',
    /\.(isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference)\(/,
    'a.isSubsetOf(b)',
  ],
  ['helpers of iterators, Chrome 122', /\.(values|keys|entries)\(\)\.(map|filter|some|every|find|reduce|flatMap|toArray|take|drop|forEach)\(/, 'm.values().map(f)'], // biome-ignore format: a table
  ['blocks in classes, Chrome 94', /\bstatic\s*\{/, 'class A{static{}}'],
  ['checkVisibility, Chrome 105', /\.checkVisibility\(/, 'a.checkVisibility()'],
  ['requestSubmit, Safari 16', /\.requestSubmit\(/, 'f.requestSubmit()'],
  ['showPicker, Chrome 99', /\.showPicker\(/, 'i.showPicker()'],
  ['popovers, Chrome 114', /\.(show|hide|toggle)Popover\(/, 'a.showPopover()'],
]

export const tooNewInStyles: readonly Rule[] = [
  [':has, Chrome 105', /:has\(/, 'a:has(b){}'],
  [':is and :where, Chrome 88', /:(is|where)\(/, ':is(a,b){}'],
  ['nesting, Chrome 112', /&/, 'a{&:hover{}}'],
  ['container queries and layers, Chrome 99', /@(container|layer|property|scope|starting-style)\b/, '@layer a{}'],
  ['new colours, Chrome 111', /(color-mix|oklch|oklab|lch|lab|light-dark)\(/, 'a{color:oklch(1 0 0)}'],
  ['small and large viewports, Chrome 108', /\d[dsl]v[hwib]\b/, 'a{height:100dvh}'],
  ['inset, Safari 14.1', /[;{]inset(-[a-z-]+)?:/, 'a{inset:0}'],
  ['aspect-ratio, Chrome 88', /[;{]aspect-ratio:/, 'a{aspect-ratio:1}'],
  ['single transforms, Chrome 104', /[;{](translate|rotate|scale):/, 'a{rotate:3deg}'],
  ['gap between flex boxes, Safari 14.1', /\{[^{}]*(\bgap:(?!0)[^{}]*display:(inline-)?flex|display:(inline-)?flex[^{}]*\bgap:(?!0))/, 'a{gap:1px;display:flex}'], // biome-ignore format: a table
]

const around = (text: string, at: number): string => `…${text.slice(Math.max(0, at - 60), at + 60)}…`

/** What in a built file (script, style sheet, or page with its styles inside) the engines of the field do not know. */
export const tooNewIn = (name: string, text: string): string[] => {
  const parts: [string, readonly Rule[]][] = name.endsWith('.js')
    ? [[text, tooNewInScripts]]
    : name.endsWith('.css')
      ? [[text, tooNewInStyles]]
      : [...text.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, inlined = '']) => [inlined, tooNewInStyles])
  return parts.flatMap(([said, rules]) =>
    rules.flatMap(([what, seen]) => {
      const at = said.search(seen)
      return at < 0 ? [] : [`${name}: ${what}: ${around(said, at)}`]
    }),
  )
}
