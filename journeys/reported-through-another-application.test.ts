import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openDesk, resident, village } from './carry.ts'
import { go, settled, textOf } from './hands.ts'
import { onStage } from './on-stage.ts'
import { send } from './stage.ts'

const at = onStage()

test('reported through another application, handled at the desk, found again in the data anybody may download', async () => {
  const { stage } = at
  const admin = await stage.as({ role: 'county-admin', place: '德庆县' })
  const { key } = await send<{ key: string }>(admin, '/connections/keys', {
    name: '城事通',
    org: '441226000000.coordination',
    purpose: '市民随手拍',
    scopes: ['open311'],
    prefix: '441226',
    expiresOn: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
  })
  const form = {
    api_key: key,
    jurisdiction_id: '441226',
    service_code: 'lighting',
    address_string: '金林村小学门口, 官圩镇',
    description: '小学门口的路灯一闪一闪。',
    client_request_id: randomUUID(),
  }
  const filed = await admin.request.post('/open311/v2/requests.json', { form })
  const [{ service_request_id: number, service_notice }] = await filed.json()

  // the address in the reply opens it for whoever reported it
  const reporter = await stage.visitor()
  await go(reporter, new URL(/https?:\S+/.exec(service_notice)?.[0] ?? '').pathname)
  await reporter.getByText('小学门口的路灯一闪一闪。').first().waitFor()
  const id = new URL(reporter.url()).pathname.split('/').at(-1) ?? ''

  const desk = await stage.as({ role: 'village-clerk', place: '金林村' }, { width: 1280, height: 900 })
  await go(desk, `/work/m/${id}`)
  expect(await textOf(desk.getByRole('main'))).toContain('开放接口（Open311）')

  const carry = await openDesk(stage)
  await carry(id, 'accept', 'dispatch', 'take', 'conclude', 'answer')
  const villager = await stage.as(resident)
  await go(villager, `/village/${village}`)
  await villager.getByRole('link', { name: '下载办件数据' }).click()
  await villager.waitForURL(/open-data/)
  await settled(villager)
  const started = villager.waitForEvent('download')
  await villager
    .getByRole('link', { name: /下载表格/ })
    .first()
    .click()
  const download = await started
  expect(download.suggestedFilename()).toMatch(/^requests-441226-20\d\d\.csv$/)
  const table = readFileSync(await download.path(), 'utf8')
  const line = table.split('\r\n').find((one) => one.startsWith(number))
  expect(line).toContain('开放接口')
  expect(line).toContain('已答复，等回访。')
  expect(table).not.toContain('一闪一闪')
  expect(table).not.toContain('小学门口')
})
