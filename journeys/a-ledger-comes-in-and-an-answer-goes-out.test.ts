import { readFile } from 'node:fs/promises'
import Excel from 'exceljs'
import type { Page } from 'playwright-core'
import { extractText, getDocumentProxy } from 'unpdf'
import { expect, test } from 'vitest'
import { go, press, settled } from './hands.ts'
import { onStage } from './on-stage.ts'
import { read } from './stage.ts'

const at = onStage()
const townClerk = { role: 'town-clerk', place: '官圩镇' }
const heads = ['登记日期', '村名', '类别', '反映内容', '反映人', '电话', '责任单位', '结果', '办结日期', '满意度']

/** A ledger as it lies in a drawer of the town, `wrong` or mended. */
const ledger = async (mark: string, mended: boolean) => {
  const book = new Excel.Workbook()
  book
    .addWorksheet('台账')
    .addRows([
      ['官圩镇2025年群众反映事项台账'],
      heads,
      [
        new Date('2025-03-07T00:00:00Z'),
        '金林村',
        '环境卫生',
        `${mark}垃圾池满了`,
        '黄某',
        13800000001,
        '环卫所',
        '解决',
        '2025/3/9',
        '满意',
      ],
      [
        mended ? '2025年4月1日' : '四月一号',
        mended ? '金林村' : '金林林村',
        '路灯',
        `${mark}晒谷场灯不亮`,
        null,
        null,
        '供电所',
        '已解决',
        null,
        null,
      ],
      ['2025.5.6', '金林村', '其他', `${mark}问医保`, null, null, null, '解释', null, null],
    ])
  return {
    name: '2025年台账.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(await book.xlsx.writeBuffer()),
  }
}
const saved = async (page: Page, button: string | RegExp) => {
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, button)])
  // its name is read in apps/server/documents.test.ts: a browser without a Chinese locale calls every file "download"
  return readFile(await download.path())
}

test('the town’s clerk drops in last year’s ledger, sees what is wrong, mends it, imports it, and finds it again', async () => {
  const mark = `甲${Date.now() % 100000}`
  const clerk = await at.stage.as(townClerk, { width: 1280 })
  await go(clerk, '/work/matters')
  await clerk.getByRole('link', { name: '导入去年的台账（Excel）' }).click()
  await settled(clerk)
  const slip = clerk.getByRole('article').filter({ hasText: '历史台账' })
  const drop = slip.getByLabel('把 Excel 或 CSV 文件拖到这里，或者点这里选')
  await drop.setInputFiles(await ledger(mark, false))

  await clerk.getByRole('heading', { level: 1, name: '2025年台账.xlsx' }).waitFor()
  await clerk.getByText('要改的地方（2 处）').waitFor()
  const faults = clerk.getByRole('table', { name: '要改的地方' })
  await faults.getByRole('row', { name: /台账 A4.*不是日期/ }).waitFor()
  await faults.getByRole('row', { name: /台账 B4.*金林林村.*您管的范围里没有这个地方/ }).waitFor()
  expect(await clerk.getByText('还没有写入。建议在 Excel 里改好').count()).toBe(1)
  await press(clerk, '不导入了')
  await clerk.getByText('没有导入').first().waitFor()

  await clerk.getByRole('link', { name: '导入 Excel' }).click()
  await settled(clerk)
  await drop.setInputFiles(await ledger(mark, true))
  await press(clerk, '导入 3 行')
  await clerk.getByText('写入 3 行，没写成 0 行。').waitFor({ timeout: 20_000 })

  await clerk.getByRole('link', { name: '看导入的事项' }).click()
  await clerk.getByLabel('编号、标题、内容，任意两个字').fill(`${mark}垃圾池`)
  await press(clerk, '查找')
  await clerk.getByRole('link', { name: new RegExp(`${mark}垃圾池满了`) }).click()
  await clerk.getByText('它没有在本平台办过').waitFor()
  await clerk.getByText('2025年3月7日').first().waitFor()
  // who reported is kept sealed and shown to nobody
  expect(await clerk.getByText(/黄某|13800000001/).count()).toBe(0)

  await go(clerk, `/work/matters?q=${encodeURIComponent(mark)}`)
  const list = await saved(clerk, '导出 Excel')
  const book = new Excel.Workbook()
  await book.xlsx.load(list as never)
  expect(book.worksheets[1]?.rowCount).toBe(1 + 3)
})

test('an answer is printed as PDF and as Word, by the desk and by the reporter', async () => {
  const clerk = await at.stage.as({ role: 'village-clerk', place: '金林村' }, { width: 1280 })
  const { rows } = await read<{ rows: { id: string; number: string; kind: string }[] }>(
    clerk,
    '/matters?state=closed&size=50',
  )
  const matter = rows.find(({ kind }) => kind === 'matter')
  if (!matter) throw new Error('the demo has no closed matter in 金林村')
  await go(clerk, `/work/m/${matter.id}`)
  const pdf = await saved(clerk, '答复书（PDF）')
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true })
  expect(text.replaceAll(/\s/g, '')).toContain(`（编号${matter.number}），现已办结`)
  const word = await saved(clerk, '答复书（Word）')
  expect(word.subarray(0, 2).toString()).toBe('PK')

  const residents = [0, 1, 2, 3, 4].map((nth) => ({ role: 'resident', place: '金林村', nth }))
  for (const who of residents) {
    const page = await at.stage.as(who)
    const mine = await read<{ rows: { id: string; state: string }[] }>(page, '/matters/mine')
    const own = mine.rows.find(({ state }) => state === 'closed')
    if (!own) continue
    await go(page, `/m/${own.id}`)
    expect((await saved(page, '答复书（PDF）')).subarray(0, 5).toString()).toBe('%PDF-')
    return
  }
  throw new Error('no resident of the demo has an answered matter')
})

test('the ledger of a period is a paper as well', async () => {
  const dispatcher = await at.stage.as({ role: 'town-dispatcher', place: '官圩镇' }, { width: 1280 })
  await go(dispatcher, '/work/matters')
  const slip = dispatcher.getByRole('region', { name: '台账' })
  await slip.getByLabel('从').fill('2026-01-01')
  const [download] = await Promise.all([
    dispatcher.waitForEvent('download'),
    slip.getByRole('button', { name: '台账（PDF）' }).click(),
  ])
  expect((await readFile(await download.path())).subarray(0, 5).toString()).toBe('%PDF-')
})
