import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { read, type Stage, send, type Who } from './stage.ts'

/** 金林村 of 官圩镇, where the demo has every post. */
export const village = '441226103213'
export const grid = `${village}.grid`
export const resident: Who = { role: 'resident', place: '金林村' }
export const clerk: Who = { role: 'village-clerk', place: '金林村' }
export const worker: Who = { role: 'grid-worker', place: '金林村' }

type Filed = { id: string; number: string; code: string }

/** Reports a matter the way the page would; a street lamp of 金林村 when nothing else is said. */
export const file = (page: Page, said: object = {}): Promise<Filed> =>
  send(page, '/matters', { category: 'lighting', unit: village, text: '村口的路灯不亮了，晚上看不清路。', ...said })

// How each act is sent by the person of the village whose turn it is.
const acts = {
  accept: ['clerk', 'acceptance', {}],
  dispatch: ['clerk', 'dispatch', { org: grid }],
  take: ['worker', 'taking', {}],
  ask: ['worker', 'questions', { text: '请问是哪一根灯杆？' }],
  conclude: ['worker', 'conclusion', { outcome: 'resolved', text: '换了灯头，已经亮了。' }],
  answer: ['clerk', 'answer', { text: '灯已修好，请您看看。' }],
} as const

/** The desk of the village: carries a matter through acts in the given order, each by who may do it. */
export const openDesk = async (stage: Stage) => {
  const pages = { clerk: await stage.as(clerk), worker: await stage.as(worker) }
  return async (id: string, ...names: (keyof typeof acts)[]): Promise<void> => {
    for (const name of names) {
      const [by, path, body] = acts[name]
      await send(pages[by], `/matters/${id}/${path}`, body)
    }
  }
}

/** Brings an old ledger in: one row that is right, one that is not. Answers the import, and one that waits to be confirmed. */
export const importLedger = async (page: Page, mark: string) => {
  const look = async (name: string): Promise<string> => {
    // takes a while to load, and few journeys bring a ledger
    const { default: Excel } = await import('exceljs')
    const book = new Excel.Workbook()
    book.addWorksheet('台账').addRows([
      ['反映日期', '村', '类别', '反映内容', '办理结果'],
      ['2025-03-07', '金林村', '路灯', name, '解决'],
      ['三月七日', '没有的村', '不知道', null, '也许'],
    ])
    const reply = await page.request.post(`/api/imports?kind=past&file=${encodeURIComponent('旧台账.xlsx')}`, {
      data: Buffer.from(await book.xlsx.writeBuffer()),
      headers: {
        'idempotency-key': randomUUID(),
        'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      },
    })
    if (!reply.ok()) throw new Error(`import: ${reply.status()} ${await reply.text()}`)
    return (await reply.json()).id
  }
  const written = await look(`${mark}一`)
  await send(page, `/imports/${written}/confirmation`, { skip: true })
  for (let n = 0; n < 100; n++) {
    const { rows } = await read<{ rows: { id: string }[] }>(page, `/matters?q=${encodeURIComponent(`${mark}一`)}`)
    if (rows[0]) return { id: await look(`${mark}二`), written, past: rows[0].id }
    await new Promise((done) => setTimeout(done, 200))
  }
  throw new Error('the ledger did not come in')
}
