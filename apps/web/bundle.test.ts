import { beforeAll, expect, test } from 'vitest'
import { budgets, buildWeb, type Face, textOf, tooHeavy, weigh } from '../../scripts/budget.ts'

let files: { name: string; text: string }[]
let output: Awaited<ReturnType<typeof buildWeb>>

beforeAll(async () => {
  output = await buildWeb()
  files = output
    .filter(({ fileName }) => /\.(js|css|html)$/.test(fileName))
    .map((file) => ({ name: file.fileName, text: textOf(file) }))
}, 120_000)

const page = (face: Face) => files.find(({ name }) => name === `${face}/index.html`)?.text ?? ''
const scripts = () => files.filter(({ name }) => name.endsWith('.js'))

/** What Chrome 87 (old Android, WeChat's own engine) or Safari 14 lack and no compiler mends, each with an example. */
const tooNew: [what: string, seen: RegExp, example: string][] = [
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

const tooNewInStyles: [what: string, seen: RegExp, example: string][] = [
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

test('each example of what is too new is seen', () => {
  for (const [what, seen, example] of [...tooNew, ...tooNewInStyles]) expect(seen.test(example), what).toBe(true)
})

test('no script needs more than Chrome 87 and Safari 14 have', () => {
  const found = scripts().flatMap(({ name, text }) =>
    tooNew.flatMap(([what, seen]) => {
      const at = text.search(seen)
      return at < 0 ? [] : [`${name}: ${what}: …${text.slice(Math.max(0, at - 60), at + 40)}…`]
    }),
  )
  expect(found).toEqual([])
})

test('no style needs more than Chrome 87 and Safari 14 have', () => {
  const styles = files.flatMap(({ name, text }) =>
    name.endsWith('.css')
      ? [{ name, text }]
      : [...text.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, inlined = '']) => ({ name, text: inlined })),
  )
  expect(styles.length).toBeGreaterThanOrEqual(2)
  const found = styles.flatMap(({ name, text }) =>
    tooNewInStyles.flatMap(([what, seen]) => {
      const at = text.search(seen)
      return at < 0 ? [] : [`${name}: ${what}: …${text.slice(Math.max(0, at - 40), at + 80)}…`]
    }),
  )
  expect(found).toEqual([])
})

test.each(Object.keys(budgets) as Face[])(
  'the first page of %s is weighed, and a heavier one would be noticed',
  (face) => {
    const weight = weigh(output, face)
    expect(weight.files).toBeGreaterThan(2)
    expect(tooHeavy(face, weight)).toEqual([])
    expect(tooHeavy(face, { ...weight, js: budgets[face].js + 1 })).toHaveLength(1)
    expect(tooHeavy(face, { ...weight, html: budgets[face].html + 1 })).toHaveLength(1)
  },
)

test('no schema library reaches the browser', () => {
  for (const { name, text } of scripts()) expect(text, name).not.toMatch(/ZodType|invalid_union/)
})

test('the first answer of each face paints by itself: its styles and a word are inside, nothing is foreign', () => {
  for (const face of ['resident', 'work'] as const) {
    const html = page(face)
    expect(html.includes('<style>:root{')).toBe(true)
    expect(html.match(/<link[^>]*stylesheet|style=|https?:\/\/(?!www\.w3\.org)|onload=|%[a-z]+\.[\w.-]+%/g)).toBeNull()
    expect(html.includes('正在打开…')).toBe(true)
    expect(html.match(/<script>/g)).toHaveLength(1)
    for (const script of html.match(/<script [^>]*>/g) ?? []) expect(script).toContain('src="/assets/')
  }
})

test('no page fetches a style that stands in the HTML already', () => {
  for (const { name, text } of scripts()) expect(text, name).not.toMatch(/assets\/[\w-]+\.css/)
})

test('React itself is nowhere in the bundle', () => {
  for (const { name, text } of scripts()) expect(text, name).not.toContain('react.transitional.element')
})
