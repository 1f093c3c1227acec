import { beforeAll, expect, test } from 'vitest'
import { budgets, buildWeb, type Face, textOf, tooHeavy, weigh } from '../../scripts/check-web.ts'
import { tooNewIn, tooNewInScripts, tooNewInStyles } from '../../scripts/too-new.ts'

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

test('each example of what is too new is seen', () => {
  for (const [what, seen, example] of [...tooNewInScripts, ...tooNewInStyles]) {
    expect(seen.test(example), what).toBe(true)
  }
  expect(tooNewIn('a.js', 'let a=[1];a.at(-1)')).toHaveLength(1)
  expect(tooNewIn('a.css', 'a:has(b){color:red}')).toHaveLength(1)
  expect(tooNewIn('a.html', '<style>a{gap:1px;display:flex}</style><b>a.at(1)</b>')).toHaveLength(1)
})

test('neither script nor style needs more than Chrome 87 and Safari 14 have', () => {
  expect(files.length).toBeGreaterThan(10)
  expect(files.flatMap(({ name, text }) => tooNewIn(name, text))).toEqual([])
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
