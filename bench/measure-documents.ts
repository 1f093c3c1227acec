import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { media } from '@gongzhi/kernel/endpoint.ts'
import Excel from 'exceljs'
import type { Figure } from './print.ts'
import type { ServerProcess } from './server-process.ts'
import { read, signIn } from './sign-in.ts'

/* Spreadsheets out of and into a running server: how fast, and what the server itself needs meanwhile. */

const dispatcherOf = async (port: number) => {
  const [person] = await signIn(port, ['county-dispatcher'])
  if (!person) throw new Error('nobody to take lists out')
  return person
}

/** An eighth of the county's matters (one category) as a spreadsheet, read to its end. */
export const measureExport = async (server: ServerProcess, say: (line: string) => void): Promise<Figure[]> => {
  const { cookie } = await dispatcherOf(server.port)
  const started = performance.now()
  const reply = await fetch(`http://127.0.0.1:${server.port}/api/exports/matters?category=road`, {
    headers: { cookie },
  })
  if (!reply.ok || !reply.body) throw new Error(`export: ${reply.status}`)
  let most = 0
  const parts: Uint8Array[] = []
  for await (const part of reply.body) {
    parts.push(part)
    most = Math.max(most, server.memory().now)
  }
  const seconds = (performance.now() - started) / 1000
  const file = Buffer.concat(parts)
  let rows = -1
  const reader = new Excel.stream.xlsx.WorkbookReader(Readable.from([file]), {})
  for await (const sheet of reader) {
    if ((sheet as unknown as { name: string }).name === '说明') for await (const _row of sheet);
    else for await (const _row of sheet) rows++
  }
  say(`export: ${rows} rows in ${seconds.toFixed(1)} s, server at most ${most} MB`)
  return [
    { name: 'export-rows', value: rows, unit: 'rows' },
    { name: 'export', value: rows / seconds, unit: 'rows/s' },
    { name: 'export-memory', value: most, unit: 'MB' },
    { name: 'export-size', value: file.length / 1_000_000, unit: 'MB' },
  ]
}

const ROWS = 10_000

/** A ledger of 10,000 rows: looked through, then written. */
export const measureImport = async (server: ServerProcess, say: (line: string) => void): Promise<Figure[]> => {
  const { cookie } = await dispatcherOf(server.port)
  const villages = await read<{ code: string }[]>(server.port, '/territory/places?parent=441226103000')
  const book = new Excel.Workbook()
  const sheet = book.addWorksheet('台账')
  sheet.addRow(['反映日期', '村', '类别', '反映内容', '反映人', '电话', '责任单位', '结果'])
  const mark = randomUUID()
  for (let n = 0; n < ROWS; n++)
    sheet.addRow([
      '2025/3/7',
      villages[n % villages.length]?.code,
      '环境卫生',
      `垃圾池满了 ${mark} ${n}`,
      '黄某',
      13800000000 + n,
      '环卫所',
      '解决',
    ])
  const post = async (path: string, body: BodyInit, type: string) => {
    const reply = await fetch(`http://127.0.0.1:${server.port}/api${path}`, {
      method: 'POST',
      headers: { cookie, 'content-type': type, 'idempotency-key': randomUUID() },
      body,
    })
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`)
    return (await reply.json()) as { id: string }
  }
  const file = new Uint8Array(await book.xlsx.writeBuffer())
  const begun = performance.now()
  const { id } = await post('/imports?kind=past', file, media.sheet)
  const looked = performance.now()
  await post(`/imports/${id}/confirmation`, '{}', 'application/json')
  let most = 0
  for (;;) {
    const { state, done } = await read<{ state: string; done: number }>(server.port, `/imports/${id}`, cookie)
    most = Math.max(most, server.memory().now)
    if (state === 'written') {
      if (done !== ROWS) throw new Error(`import: ${done} of ${ROWS}`)
      break
    }
    await sleep(100)
  }
  const written = performance.now()
  say(
    `import: looked through in ${((looked - begun) / 1000).toFixed(1)} s, written in ${((written - looked) / 1000).toFixed(1)} s, ${most} MB`,
  )
  return [
    { name: 'import-check', value: ROWS / ((looked - begun) / 1000), unit: 'rows/s' },
    { name: 'import-write', value: ROWS / ((written - looked) / 1000), unit: 'rows/s' },
    { name: 'import-memory', value: most, unit: 'MB' },
  ]
}
