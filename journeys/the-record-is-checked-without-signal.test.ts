import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { clerk, file, openDesk, resident, village } from './carry.ts'
import { go, press, settled, textOf } from './hands.ts'
import { onStage } from './on-stage.ts'
import { read, send } from './stage.ts'

const at = onStage({ kept: true })
const SHOTS = process.env.SHOTS
const shot = async (page: Page, name: string) => {
  if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true })
}

/** Until the relay has published a closed matter and the next batch has sealed it. */
const sealed = async (page: Page, number: string): Promise<{ no: number; code: string }> => {
  for (let n = 0; n < 100; n++) {
    const seal = await read<{ no: number; code: string } | null>(page, `/record/441226/seal?number=${number}`)
    if (seal) return seal
    await new Promise((done) => setTimeout(done, 200))
  }
  throw new Error(`${number} is not in the record`)
}

test('a villager checks the record of a closed matter with the network off, and a changed proof is refused', async () => {
  const { stage } = at
  const villager = await stage.as(resident)
  const carry = await openDesk(stage)
  const { id, number } = await file(villager, { text: '晒谷场的灯不亮了。' })
  await carry(id, 'accept', 'dispatch', 'take', 'conclude', 'answer')
  await send(await stage.as(clerk), `/matters/${id}/visit`, { outcome: 'reached', satisfied: true })
  const { no, code } = await sealed(villager, number)

  // the seal on the matter, on the screen and on paper
  await go(villager, `/m/${id}`)
  const seal = villager.locator('.seal')
  await seal.getByText(`公开记录第 ${no.toLocaleString('en')} 条`).waitFor()
  await shot(villager, 'matter')
  await villager.emulateMedia({ media: 'print' })
  for (const part of [seal.getByText(code), seal.getByRole('img', { name: '核对这条记录的二维码' })])
    expect(await part.isVisible()).toBe(true)
  await villager.emulateMedia({ media: 'screen' })

  // its code leads to the check, which says what was proved
  await seal.getByRole('link', { name: code }).click()
  await villager.getByRole('heading', { name: '核对无误' }).waitFor()
  const said = villager.locator('.checked')
  await said.getByText(new RegExp(`德庆县公开记录的第 ${no.toLocaleString('en')} 条.*没有改动`)).waitFor()
  await said.getByText('换了灯头，已经亮了。').waitFor()
  await said.getByText('国密公钥指纹').waitFor()
  const dir = mkdtempSync(join(tmpdir(), 'proof-'))
  const proof = join(dir, 'proof.json')
  const saving = villager.waitForEvent('download')
  await press(villager, '保存证明文件')
  const saved = await saving
  expect(saved.suggestedFilename()).toBe(`proof-${number}.json`)
  await saved.saveAs(proof)

  // no signal: the file holds, the same file with one word changed does not
  await villager.context().setOffline(true)
  await villager.getByLabel('选证明文件').setInputFiles(proof)
  await villager.getByText('和这台设备以前见到的是同一把公钥。').waitFor()
  await villager.getByRole('heading', { name: '核对无误' }).waitFor()
  const changed = join(dir, 'changed.json')
  writeFileSync(changed, readFileSync(proof, 'utf8').replace('已经亮了', '还是不亮'))
  await villager.getByLabel('选证明文件').setInputFiles(changed)
  await villager.getByRole('heading', { name: '对不上，不能采信' }).waitFor()
  await villager.getByText('内容对不上').waitFor()
  expect(await villager.getByRole('heading', { name: '核对无误' }).count()).toBe(0)
  await shot(villager, 'refused')
  await villager.getByLabel('或者把证明内容贴在这里').fill('{"format":')
  await press(villager, '核对')
  await villager.getByText('这不是证明文件，或者不完整。').waitFor()
  await villager.getByLabel('或者把证明内容贴在这里').fill(readFileSync(proof, 'utf8'))
  await press(villager, '核对')
  await villager.getByRole('heading', { name: '核对无误' }).waitFor()
  await villager.context().setOffline(false)

  // and without this site at all: the one file that the server hands out
  const tool = join(dir, 'gongzhi-verify.mjs')
  writeFileSync(tool, await (await villager.request.get('/gongzhi-verify.mjs')).body())
  const run = (name: string) => {
    try {
      return { exit: 0, said: execFileSync(process.execPath, [tool, name, '--code', code], { encoding: 'utf8' }) }
    } catch (failed) {
      const { status, stdout } = failed as { status: number; stdout: string }
      return { exit: status, said: stdout }
    }
  }
  expect(run(proof)).toMatchObject({ exit: 0, said: expect.stringContaining('核对无误') })
  expect(run(changed)).toMatchObject({ exit: 1, said: expect.stringContaining('内容对不上') })
  expect(run(tool)).toMatchObject({ exit: 2 })
  rmSync(dir, { recursive: true })
})

test('the list of handled matters bears the seals; whoever types a code finds its record, a wrong one is told what to do', async () => {
  const { stage } = at
  const page = await stage.visitor({ width: 720 })
  await go(page, `/village/${village}`)
  const first = page.locator('.seal').first()
  await first.waitFor()
  const code = await textOf(first.locator('code'))
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}/)
  await shot(page, 'list')

  await page.getByRole('link', { name: '核对公开记录' }).click()
  await settled(page)
  await page.getByLabel(/核验码或编号/).fill(code.toLowerCase().replace('-', ' '))
  await press(page, '查找并核对')
  await page.getByRole('heading', { name: '核对无误' }).waitFor()
  stage.expectRefusal(page, 404)
  await page.getByLabel(/核验码或编号/).fill('2020-M-9999')
  await press(page, '查找并核对')
  await page.getByText('公开记录里没有这一条').waitFor()
  expect(await page.getByRole('heading', { name: '核对无误' }).count()).toBe(0)
})

test('a key that this device has never seen is noticed, and is only trusted by hand', async () => {
  const { stage } = at
  const page = await stage.visitor()
  const { rows } = await read<{ rows: { record: { code: string } | null }[] }>(page, `/public/matters?unit=${village}`)
  const code = rows.find(({ record }) => record)?.record?.code ?? ''
  await page.addInitScript(() => {
    const seen = { 441226: { key: 'another key', size: 1, root: '' } }
    if (!localStorage.getItem('record.seen')) localStorage.setItem('record.seen', JSON.stringify(seen))
  })
  await go(page, `/verify/${code}?county=441226`)
  await page.getByText('和这台设备以前见到的不是同一把').waitFor()
  expect(await page.getByRole('heading', { name: '核对无误' }).count()).toBe(0)
  await press(page, '公示栏上就是这一把，以后认它')
  await page.getByRole('heading', { name: '核对无误' }).waitFor()
})

test('a record that no longer begins with what this device saw of it is noticed, one that has only grown is not', async () => {
  const { stage } = at
  const page = await stage.visitor()
  const { rows } = await read<{ rows: { record: { code: string } | null }[] }>(page, `/public/matters?unit=${village}`)
  const path = `/verify/${rows.find(({ record }) => record)?.record?.code}?county=441226`
  const seen = (change: object) =>
    page.evaluate((more) => {
      const kept = JSON.parse(localStorage.getItem('record.seen') ?? '{}')
      Object.assign(kept['441226'], more)
      localStorage.setItem('record.seen', JSON.stringify(kept))
    }, change)
  await go(page, path)
  await page.getByRole('heading', { name: '核对无误' }).waitFor()
  // again, with what was seen: the same, or the next batch after it
  await go(page, path)
  await page.getByRole('heading', { name: '核对无误' }).waitFor()
  for (const other of [{ root: 'b3RoZXI=' }, { size: 1_000_000 }]) {
    await seen(other)
    await go(page, path)
    await page.getByText('和这台设备上次见到的接不上').waitFor()
    await press(page, '已经问清原因，从现在的记起')
    await page.getByRole('heading', { name: '核对无误' }).waitFor()
  }
})
