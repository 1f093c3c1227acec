import { deflateRawSync } from 'node:zlib'
import { Problem } from '@gongzhi/kernel/problem.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cell, type CellKind, type ImportColumn, paper, readRow, type SheetPlan } from '../rules/index.ts'
import { readSheet } from './read-sheet.ts'
import { BookReader } from './workshop/book-reader.ts'
import { inWorkshop, madeInWorkshop } from './workshop.ts'

const columns: readonly ImportColumn[] = [
  { id: 'text', head: '内容', kind: 'text', most: 4000, hint: '', example: '' },
  { id: 'id', head: '编号', kind: 'text', most: 60, hint: '', example: '' },
  { id: 'on', head: '日期', kind: 'day', hint: '', example: '' },
  { id: 'phone', head: '电话', kind: 'phone', hint: '', example: '' },
]
const kinds: CellKind[] = ['text', 'text', 'day', 'text']
const plan: SheetPlan = {
  name: '数据',
  notes: [['内容', '一张表']],
  columns: columns.map(({ head }, i) => ({ head, kind: kinds[i] ?? 'text' })),
}
const collect = async (stream: AsyncIterable<Buffer>): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts)
}
const written = async (rows: readonly (readonly Cell[])[]) =>
  collect(await inWorkshop('sheet-out', [`${JSON.stringify(plan)}\n`, `${JSON.stringify(rows)}\n`]))
const readBack = async (file: Buffer) => {
  const rows: Record<string, string>[] = []
  for await (const at of readSheet(file, columns)) {
    const { read, faults } = readRow(at.row, at.cells, at.places, columns)
    expect(faults).toEqual([])
    rows.push(read.values)
  }
  return rows
}

const hard = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
  fc.constantFrom(
    '=1+1',
    '@SUM(A1)',
    '+86',
    '-1',
    "'引号",
    '<b>&"</b>',
    ']]>',
    '0012',
    '1e5',
    '2025/3/7',
    '_x000D_',
    '　全角　',
    'a\tb',
    '行一\n行二',
    '𠮷野家🏮',
  ),
)
const said = (text: string) =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll('\u00a0', ' ')
    .trim()

test('what is written to a sheet is what is read from it', async () => {
  const row = fc.tuple(
    hard.filter((text) => said(text) !== ''),
    fc.stringMatching(/^\d{1,18}$/),
    fc
      .date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
      .map((d) => d.toISOString().slice(0, 10)),
    fc.option(fc.stringMatching(/^1\d{10}$/)),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 400, size: 'max' }), async (rows) => {
      const read = await readBack(await written(rows))
      expect(read).toEqual(rows.map(([text, id, on, phone]) => ({ text: said(text), id, on, phone: phone ?? '' })))
    }),
    // each run is two processes
    { numRuns: 2, endOnFailure: true },
  )
})

/** An archive by hand: entries with what their headers claim of them. */
const archive = (entries: readonly { name: string; bytes: Buffer; claims?: number }[]): Buffer => {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, bytes, claims } of entries) {
    const packed = deflateRawSync(bytes)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt32LE(claims ?? bytes.length, 22)
    local.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(claims ?? bytes.length, 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(at, 42)
    parts.push(local, Buffer.from(name), packed)
    directory.push(entry, Buffer.from(name))
    at += 30 + name.length + packed.length
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, ...directory, end])
}
const refusal = async (file: Buffer): Promise<string> => {
  try {
    for await (const _row of readSheet(file, columns));
    return 'read'
  } catch (error) {
    if (error instanceof Problem) return error.message
    throw error
  }
}

test('files that are no sheets, lie about themselves or would burst are refused by name, and the server lives', async () => {
  const zeros = Buffer.alloc(210 * 1024 * 1024, ' ')
  const bomb = archive([
    { name: 'xl/workbook.xml', bytes: Buffer.from('<workbook/>') },
    { name: 'xl/worksheets/sheet1.xml', bytes: zeros, claims: 100 },
  ])
  expect(bomb.length).toBeLessThan(1024 * 1024)
  const wide = archive(
    Array.from({ length: 2100 }, (_, i) => ({ name: i === 0 ? 'xl/workbook.xml' : `x${i}`, bytes: Buffer.from('x') })),
  )
  const whole = await written([['一', '1', '2025-03-07', null]])
  expect(await refusal(bomb)).toBe('sheet-too-large')
  expect(await refusal(wide)).toBe('sheet-too-large')
  expect(await refusal(Buffer.from('姓名,电话\n'))).toBe('not-a-sheet')
  expect(await refusal(whole.subarray(0, whole.length / 2))).toBe('not-a-sheet')
  expect(await refusal(Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]))).toBe('sheet-old')
  expect(await refusal(archive([{ name: 'word/document.xml', bytes: Buffer.from('<w/>') }]))).toBe('not-a-sheet')
  expect(await refusal(archive([{ name: 'xl/workbook.xml', bytes: Buffer.from('<<<') }]))).toMatch(
    /not-a-sheet|no-heads/,
  )
  expect(await refusal(whole)).toBe('read')
})

const office = 'http://schemas.openxmlformats.org'
const book = [
  {
    name: 'xl/workbook.xml',
    bytes: Buffer.from(
      `<workbook xmlns="${office}/spreadsheetml/2006/main" xmlns:r="${office}/officeDocument/2006/relationships"><sheets><sheet name="一" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
  },
  {
    name: 'xl/_rels/workbook.xml.rels',
    bytes: Buffer.from(
      `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
  },
] as const
const sheet = (rows: string): Buffer =>
  Buffer.from(`<worksheet xmlns="${office}/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`)

const names = (count: number) => Array.from({ length: count }, (_, i) => `村民${i}`)
/** A workbook whose sheet stands before the texts it refers to. */
const late = (texts: readonly string[]): Buffer => {
  const [workbook, relations] = book
  const rows = texts.map((_, i) => `<row r="${i + 1}"><c r="A${i + 1}" t="s"><v>${i}</v></c></row>`)
  const strings = `<sst xmlns="${office}/spreadsheetml/2006/main">${texts.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`
  return archive([
    relations,
    { name: 'xl/worksheets/sheet1.xml', bytes: sheet(rows.join('')) },
    { name: 'xl/sharedStrings.xml', bytes: Buffer.from(strings) },
    workbook,
  ])
}
const firsts = async (file: Buffer): Promise<unknown[]> => {
  const found: unknown[] = []
  for await (const part of new BookReader(file)) for await (const row of part) found.push(row.getCell(1).value)
  return found
}

test('a workbook whose sheets stand before the texts they refer to is read whole, each time', async () => {
  const file = late(names(40))
  for (let time = 0; time < 40; time++) expect(await firsts(file)).toEqual(names(40))
})

test('no character of a long list is lost where one piece of it ends and the next begins', async () => {
  expect(await firsts(late(names(20_000)))).toEqual(names(20_000))
})

test('more rows than one file may have are refused before they are weighed', async () => {
  const row = (n: number, text: string) => `<row r="${n}"><c r="A${n}" t="inlineStr"><is><t>${text}</t></is></c></row>`
  const rows = Array.from({ length: 50_001 }, (_, i) => row(i + 1, i === 0 ? '内容' : '一')).join('')
  const file = archive([...book, { name: 'xl/worksheets/sheet1.xml', bytes: sheet(rows) }])
  expect(await refusal(file)).toBe('too-many-rows')
})

test('what somebody typed is never read as markup of a paper', async () => {
  const paper = {
    head: '#panic("x")',
    number: null,
    title: '$ x $ #import "/etc/passwd"',
    to: null,
    attachments: [],
    signed: '\\',
    on: '2026-11-25',
    note: null,
    copies: [],
    issued: null,
    check: null,
    across: false,
    letter: false,
    blocks: [{ kind: 'paragraph', text: '*粗* _斜_ <标签> @引用 // 注释 #set page(width: 1pt)' }],
  }
  const pdf = await madeInWorkshop('paper-pdf', JSON.stringify(paper))
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
})

test('a paper that is checked somewhere bears the code of that address, in PDF and in Word', async () => {
  const bare = paper({ head: '群众议事会', title: '决议', signed: '群众议事会', on: '2026-11-25' })
  const check = { path: '/verify/7Q4K-2M9D', words: '扫码核对：核验码 7Q4K-2M9D。' }
  const coded = { ...bare, check, codeOf: 'https://gz.example.cn/verify/7Q4K-2M9D' }
  for (const job of ['paper-pdf', 'paper-word'] as const) {
    const [without, first, other] = await Promise.all(
      [bare, coded, { ...coded, codeOf: 'https://gz.example.cn/verify/0000-0000' }].map((one) =>
        madeInWorkshop(job, JSON.stringify(one)),
      ),
    )
    expect(first?.length).toBeGreaterThan((without?.length ?? 0) + 1_000)
    expect(first?.equals(other ?? Buffer.alloc(0)), job).toBe(false)
  }
  const word = await madeInWorkshop('paper-word', JSON.stringify(coded))
  expect(word.includes('word/media/')).toBe(true)
})

test('a job whose reader goes away is ended', async () => {
  const endless = (async function* () {
    yield `${JSON.stringify(plan)}\n`
    for (;;) yield `${JSON.stringify(Array.from({ length: 500 }, () => ['一']))}\n`
  })()
  const out = await inWorkshop('sheet-out', endless)
  out.destroy()
  // both places are free again
  expect(await refusal(await written([['一']]))).toBe('read')
  expect(await refusal(await written([['二']]))).toBe('read')
})
