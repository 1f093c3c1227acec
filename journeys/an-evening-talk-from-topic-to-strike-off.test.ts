import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { sideways, smallTargets, violations } from './check-page.ts'
import { go, perform, press, write } from './hands.ts'
import { onStage } from './on-stage.ts'
import { photo, read, type Stage, send } from './stage.ts'

/*
 * 石龙村's evening talk (D06–D16): a dozen people carry a topic from a phone to the last promise struck off, and whatever is not
 * lawful is refused with its article.
 */

const at = onStage()
const unit = '510704123206'
const county = '510704'
const inChina = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString()
const soon = () => inChina(Date.now() + 10 * 60_000)

type Named = { id: string; number: string; title: string; state: string }
type Meeting = Named & {
  items: { id: string; title: string; votes: { id: string; state: string; mode: string; in: number }[] }[]
  roll: { member: string; name: string; here: boolean }[]
  doorCode: string
  promises: (Named & { text: string })[]
  prospects: { act: string; unmet: string[] }[]
}
const meetingAt = (page: Page, id: string) => read<Meeting>(page, `/meetings/${id}`)

/** What is wrong with the page of a chair who holds it in one hand. */
const wrongInHand = async (page: Page): Promise<string[]> => {
  const far = await sideways(page)
  return [...(await violations(page)), ...(await smallTargets(page, 44)), ...(far > 0 ? [`${far} px sideways`] : [])]
}

const cast = async (stage: Stage) => {
  const [chair, secretary, branch, village] = await Promise.all([
    stage.as({ role: 'council-chair', place: '石龙村' }),
    stage.as({ role: 'council-secretary', place: '石龙村' }),
    stage.as({ role: 'branch-secretary', place: '石龙村' }),
    stage.as({ role: 'village-chair', place: '石龙村' }),
  ])
  return { chair, secretary, branch, village }
}
const members = (stage: Stage, n: number) =>
  Promise.all(Array.from({ length: n }, (_, nth) => stage.as({ role: 'resident', place: '石龙村', nth })))

/** Brings a topic by the API and passes it, for the parts that the first journey walks by hand. */
const admitted = async (member: Page, branch: Page, title: string, more: object = {}): Promise<string> => {
  const { id } = await send<Named>(member, '/topics', { unit, title, text: `${title}，大家商量商量。`, ...more })
  await send(branch, `/topics/${id}/admission`, {})
  return id
}
const convene = async (chair: Page, agenda: string[], more: object = {}): Promise<string> => {
  const startsAt = new Date(Date.now() + 10 * 60_000).toISOString()
  const plan = {
    title: '临时夜话',
    startsAt,
    venue: '议事堂',
    venueKind: 'hall',
    agenda,
    urgent: '汛期排水，等不得三天。',
  }
  return (await send<Named>(chair, '/meetings', { body: `${unit}.council`, ...plan, ...more })).id
}
const comeIn = async (secretary: Page, id: string, n: number) => {
  const { roll } = await meetingAt(secretary, id)
  for (const { member } of roll.filter(({ here }) => !here).slice(0, n))
    await send(secretary, `/meetings/${id}/arrivals`, { member, how: 'list' })
  return roll
}

test('a topic from a phone is passed, talked over, voted on in secret, carried out and struck off before everybody', async () => {
  const { stage } = at
  const { chair, secretary, branch, village } = await cast(stage)
  const people = await members(stage, 9)
  const [first, second] = people as [Page, Page]
  const title = `学校门口划人行道 ${Date.now() % 10_000}`

  // a member brings a topic, a neighbour supports it
  await go(first, `/talks/${unit}`)
  await first.getByRole('link', { name: '提一个议题' }).click()
  await write(first, /^一句话说是什么事/, title)
  await write(first, /^说清楚/, '放学时车多，孩子过路危险。请在学校门口划人行道。')
  // a phone that is put away keeps the words; the picture comes last
  await first.reload()
  expect(await first.getByLabel(/^一句话说是什么事/).inputValue()).toBe(title)
  await first.getByLabel('加照片').setInputFiles(await photo())
  await first.getByRole('img', { name: '照片 1' }).waitFor()
  expect(await wrongInHand(first)).toEqual([])
  await press(first, '提一个议题')
  await first.getByRole('heading', { level: 1, name: title }).waitFor()
  const topic = /topics\/([0-9a-f-]{36})/.exec(first.url())?.[1] ?? ''
  await first.getByRole('img', { name: '照片 1' }).waitFor()
  await go(second, `/topics/${topic}?county=${county}`)
  await press(second, '附议')
  await second.getByText('1 人附议').waitFor()

  // the branch passes it, and turns another away for everybody to read why
  await go(branch, `/work/topics/${topic}?county=${county}`)
  await perform(branch, '预审通过')
  await branch.getByText('预审通过，等上会').first().waitFor()
  const { id: other } = await send<Named>(second, '/topics', {
    unit,
    title: `工资几号发 ${Date.now() % 10_000}`,
    text: '厂里工资老拖。',
  })
  await go(branch, `/work/topics/${other}?county=${county}`)
  await perform(branch, '不协商', async (form) => {
    await form.getByRole('radio', { name: '法律或政策已有规定，从其规定' }).check()
    await write(form as never, /^理由/, '拖欠工资怎么办，劳动法有规定，请找劳动监察。')
    await write(form as never, /^依据/, '劳动法第五十条')
  })
  const stranger = await stage.visitor()
  await go(stranger, `/topics/${other}?county=${county}`)
  await stranger.getByText('劳动法第五十条').first().waitFor()

  // the chair convenes on a phone and gives notice
  await go(chair, `/work/talks/${unit}/new`)
  await write(chair, /^哪天/, soon().slice(0, 10))
  await write(chair, /^几点/, soon().slice(11, 16))
  await write(chair, /^在哪里/, '石龙村群众议事堂')
  await chair.getByRole('combobox', { name: '场地' }).selectOption('hall')
  await chair.getByRole('checkbox', { name: title }).check()
  await write(chair, /^请哪位顾问/, '沈律师')
  await write(chair, /^顾问的单位/, '县法律援助中心')
  const buffer = Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
  )
  const sketch = { name: '人行道草图.pdf', mimeType: 'application/pdf', buffer }
  await chair.locator('input[type=file]').setInputFiles(sketch)
  await chair.getByText('人行道草图.pdf').waitFor()
  await write(chair, /^紧急理由/, '下周开学，等不得三天。')
  await press(chair, '召集')
  await chair.getByText('筹备中').waitFor()
  await press(chair, '发通知')
  await chair.getByText('已通知，等开会').waitFor()
  const id = /meetings\/([0-9a-f-]{36})/.exec(chair.url())?.[1] ?? ''
  const { doorCode } = await meetingAt(chair, id)

  // the material is for the members, not for everybody
  const { materials } = await read<{ materials: { id: string }[] }>(chair, `/meetings/${id}`)
  const file = `/api/files/${id}/${materials[0]?.id}`
  expect((await first.request.get(file)).status()).toBe(200)
  expect((await (await stage.as({ role: 'resident', place: '金林村' })).request.get(file)).status()).toBe(404)

  // two sign in by phone with the code in the room, seven more by their phones' API, one from the list
  for (const page of [first, second]) {
    await go(page, `/meetings/${id}?county=${county}&code=${doorCode}`)
    await press(page, '签到')
    await press(page, '确定签到')
    await page.getByText('您已签到').waitFor()
  }
  for (const page of people.slice(2)) await send(page, `/meetings/${id}/arrival`, { code: doorCode })
  await go(chair, `/work/meetings/${id}?county=${county}`)
  await chair.getByText('实到 9', { exact: false }).first().waitFor()
  await press(chair, '开会')
  await chair.getByText('正在开会').waitFor()

  // the open list comes first; three promises are struck off by the members' hands
  await press(chair, '通报上次决议')
  const { promises } = await meetingAt(chair, id)
  const claimed = promises.filter(({ state }) => state === 'claimed')
  expect(claimed.length).toBeGreaterThanOrEqual(3)
  for (const { text } of claimed.slice(0, 3)) {
    const slip = chair.getByRole('article').filter({ hasText: text })
    await perform(slip, '销号', async (form) => {
      // four of nine hands are not more than half, and the form says so with its article
      const hands = form.getByRole('button', { name: /赞成$/ })
      expect(await hands.count()).toBe(9)
      for (let n = 0; n < 4; n++) await hands.nth(n).click()
      await form.getByText('还差 1 票').waitFor()
      await form.getByRole('button', { name: /^确定销号.*还差/ }).waitFor()
      for (let n = 4; n < 6; n++) await hands.nth(n).click()
      await form.getByText('已经够了').waitFor()
      expect(await wrongInHand(chair)).toEqual([])
    })
    await slip.getByText(/6 人同意/).waitFor()
  }

  expect(await wrongInHand(chair)).toEqual([])

  // the topic is taken up; a member asks for the floor and is heard
  await press(chair, '开始议题')
  await chair.getByText('正在议').waitFor()
  await first.getByRole('button', { name: '我要发言' }).click()
  await first.getByText('已排队，等请您发言').waitFor()
  const speaker = (await meetingAt(chair, id)).roll.find(({ here }) => here)?.member ?? ''
  await send(chair, `/meetings/${id}/floor`, { member: speaker })
  await go(secretary, `/work/meetings/${id}?county=${county}`)
  await write(secretary, /^说了什么/, '早上七点半车最多，先划校门口。')
  await press(secretary, '发言完毕')
  await secretary.getByText('轮到 1 / 9 人').waitFor()
  await press(chair, '问过一轮，没有人再说')

  // the adviser's written advice comes before the vote; the town's word is heard and changes nothing
  await expect
    .poll(() => chair.getByRole('button', { name: /^提请表决/ }).textContent())
    .toMatch(/顾问还没有交书面意见/)
  await perform(chair, '顾问意见入卷', async (form) => {
    await write(form as never, /^顾问姓名/, '沈律师')
    await write(form as never, /^单位或职业/, '县法律援助中心')
    await write(form as never, /^书面意见/, '校门口归镇里管，可以请交警一起划线。')
    await form.locator('input[type=file]').setInputFiles({ ...sketch, name: '法律意见.pdf' })
    await form.getByText('法律意见.pdf').waitFor()
  })
  await chair.getByRole('blockquote').getByText('可以请交警一起划线').waitFor()
  const opinion = await first.getByRole('link', { name: '法律意见.pdf' }).getAttribute('href')
  expect((await first.request.get(opinion ?? '')).status()).toBe(200)
  const town = await stage.as({ role: 'town-leader', place: '仙鹤镇' }, { width: 1280 })
  await go(town, `/work/meetings/${id}?county=${county}`)
  await perform(town, '镇里指导', (form) => write(form as never, /^指导意见/, '镇里支持，划线经费已列入计划。'))
  await first.getByText('划线经费已列入计划').first().waitFor()
  for (const act of ['开会', '散会', '提请表决', '结束表决'])
    expect(await town.getByRole('button', { name: new RegExp(`^${act}`) }).count()).toBe(0)
  // and takes its register of talks along
  await go(town, '/work/talks')
  const [register] = await Promise.all([town.waitForEvent('download'), press(town, '导出 Excel · 夜话台账')])
  expect(await register.failure()).toBe(null)

  // a secret vote: six by phone, two on paper, nobody can tell who chose what
  await write(chair, /^共识稿/, '请镇里在学校门口划人行道，立减速牌。')
  await write(chair, /^第 1 条/, '在学校门口划人行道')
  await press(chair, '再加一条')
  await write(chair, /^第 2 条/, '立两块减速牌')
  // a phone that is put away loses nothing that was typed
  await chair.reload()
  expect(await chair.getByLabel(/^第 2 条/).inputValue()).toBe('立两块减速牌')
  await chair.getByRole('radio', { name: /^无记名/ }).check()
  expect(await wrongInHand(chair)).toEqual([])
  await press(chair, '提请表决')
  await chair.getByText('正在表决').waitFor()
  expect(await wrongInHand(chair)).toEqual([])
  const opened = await meetingAt(chair, id)
  const vote = opened.items[0]?.votes[0]?.id ?? ''
  const voters = people.slice(0, 6)
  await Promise.all(
    voters.map(async (page, n) => {
      await go(page, `/meetings/${id}?county=${county}`)
      // one phone loses the answer, is started anew, and thinks better of it: the ballot that arrived counts
      if (n === 0) {
        await page.route('**/urn', async (route) => {
          await route.fetch()
          await route.fulfill({ status: 504 })
        })
        stage.expectRefusal(page, 504)
        stage.expectRefusal(page, 409)
        await page.getByRole('radio', { name: '赞成' }).check()
        await page.getByRole('button', { name: /^投“/ }).click()
        await page.getByText('上次没有收到回音').waitFor()
        await page.unroute('**/urn')
        await page.reload()
        await page.getByText('上次没有收到回音').waitFor()
        expect(await wrongInHand(page)).toEqual([])
        await page.getByRole('radio', { name: '反对' }).check()
        await page.getByRole('button', { name: /^投“/ }).click()
        await page.getByText('您上次投的那一票其实已经进了票箱').waitFor()
        return
      }
      await page.getByRole('radio', { name: n === 5 ? '弃权' : '赞成' }).check()
      await page.getByRole('button', { name: /^投“/ }).click()
      await page.getByText('您的票已经在票箱里。').waitFor()
    }),
  )
  // an open urn tells how many, not how
  expect((await meetingAt(chair, id)).items[0]?.votes[0]).toMatchObject({ in: 6, counts: null })
  const account = new Set(voters)
  const free = (await meetingAt(chair, id)).roll.filter(({ here }) => here)
  let handed = 0
  for (const { member } of free) {
    const reply = await chair.request.post(`/api/votes/${vote}/paper-slips`, {
      data: { member },
      headers: { 'idempotency-key': crypto.randomUUID() },
    })
    if (reply.ok()) handed++
    if (handed === 2) break
  }
  expect([handed, account.size]).toEqual([2, 6])
  await send(secretary, `/votes/${vote}/paper-count`, { yes: 1, no: 1, abstain: 0 })
  await go(chair, `/work/meetings/${id}?county=${county}`)
  await press(chair, '复核纸票')
  await press(chair, '结束表决')
  await chair.getByText('赞成 6 · 反对 1 · 弃权 1').first().waitFor()

  // signed, in the public record, handed over clause by clause
  const { rows } = await read<{ rows: Named[] }>(chair, `/resolutions?unit=${unit}`)
  const resolution = rows.find((row) => row.title === title)?.id ?? ''
  await go(chair, `/work/resolutions/${resolution}?county=${county}`)
  await press(chair, '签署决议')
  await chair.getByText('已签署，等交办').waitFor()
  await go(village, `/work/resolutions/${resolution}?county=${county}`)
  for (const field of await village.getByLabel(/^责任人/).all()) await field.fill('村委会主任')
  for (const field of await village.getByLabel(/^哪天前/).all())
    await field.fill(inChina(Date.now() + 9 * 86_400_000).slice(0, 10))
  await press(village, '分解交办')
  await village.getByText('正在落实').first().waitFor()
  await go(village, '/work/talks')
  await village.getByRole('heading', { name: '等您单位办的' }).waitFor()
  await village.getByRole('link', { name: '立两块减速牌' }).first().waitFor()
  await expect
    .poll(
      async () => (await read<{ record: unknown }>(stranger, `/resolutions/${resolution}?county=${county}`)).record,
      {
        timeout: 15_000,
      },
    )
    .not.toBeNull()
  await go(stranger, `/resolutions/${resolution}?county=${county}`)
  await stranger.getByText('在学校门口划人行道').first().waitFor()
  await stranger.getByText('已公开').first().waitFor()

  // the talk ends; the minutes wrote themselves, are confirmed, objected to, answered and signed
  await go(chair, `/work/meetings/${id}?county=${county}`)
  await press(chair, '散会')
  await go(secretary, `/work/meetings/${id}?county=${county}`)
  await perform(secretary, '核对会议记录')
  await secretary.getByText('记录已核对，等签字').waitFor()
  await go(first, `/meetings/${id}?county=${county}`)
  await first.getByRole('button', { name: '对记录提异议' }).click()
  await write(first, /^记录哪里不对/, '我说的是七点二十，不是七点半。')
  await press(first, '确定对记录提异议')
  await go(secretary, `/work/meetings/${id}?county=${county}`)
  await secretary.getByText('七点二十').first().waitFor()
  await go(chair, `/work/meetings/${id}?county=${county}`)
  await press(chair, '签署会议记录')
  await chair.getByText('已签字，可提异议').waitFor()
  expect((await read<{ state: string }>(stranger, `/topics/${topic}?county=${county}`)).state).toBe('decided')
}, 120_000)

test('what is not lawful is refused with all that is unmet, the sum and the article', async () => {
  const { stage } = at
  const { chair, secretary, branch } = await cast(stage)
  const [first] = (await members(stage, 1)) as [Page]
  const topic = await admitted(first, branch, `排水沟改道 ${Date.now() % 10_000}`)
  const landTitle = `河滩地承包 ${Date.now() % 10_000}`
  const land = await admitted(first, branch, landTitle, { concerns: 'collective-property' })
  const refusedAt = async (page: Page, path: string, body: object = {}): Promise<string[]> => {
    const reply = await page.request.post(`/api${path}`, {
      data: body,
      headers: { 'idempotency-key': crypto.randomUUID() },
    })
    expect(reply.status(), await reply.text()).toBe(409)
    return (await reply.json()).unmet
  }

  // notice too short and no urgent reason: the page says so before anybody presses
  const id = await convene(chair, [topic, land], { urgent: undefined })
  await send(chair, `/meetings/${id}/notice`, {})
  await go(chair, `/work/meetings/${id}?county=${county}`)
  await chair.getByText(/通知提前 0 天，要求至少 3 天/).waitFor()
  const open = chair.getByRole('button', { name: /^开会/ })
  await expect.poll(() => open.textContent()).toMatch(/通知提前的天数不够.*到场人数不够/)
  await chair.getByText('议事会履职规则 第6条', { exact: false }).first().waitFor()
  expect(await refusedAt(chair, `/meetings/${id}/opening`)).toEqual(['notice-long-enough', 'quorum'])
  await send(chair, `/meetings/${id}/cancellation`, { reason: '通知不足天数。' })

  // somebody who is not on the roll, and a wrong code
  const late = await convene(chair, [])
  expect(await refusedAt(chair, `/meetings/${late}/notice`)).toEqual(['agenda'])
  await expect
    .poll(async () => (await read<{ state: string }>(first, `/topics/${topic}?county=${county}`)).state, {
      timeout: 15_000,
    })
    .toBe('admitted')
  const next = await convene(chair, [topic, land])
  await send(chair, `/meetings/${next}/notice`, {})
  const outsider = await stage.as({ role: 'resident', place: '金林村' })
  expect((await outsider.request.get(`/api/meetings/${next}`)).status()).toBe(404)
  expect(await refusedAt(first, `/meetings/${next}/arrival`, { code: '0' })).toContain('door-code')

  // seven of twelve are not two thirds
  const roll = await comeIn(secretary, next, 7)
  expect(await refusedAt(chair, `/meetings/${next}/opening`)).toEqual(['quorum'])
  await comeIn(secretary, next, 1)
  await send(chair, `/meetings/${next}/opening`, {})

  // no topic before the open list, no vote before everybody had a turn
  expect(await refusedAt(chair, `/meetings/${next}/item`, { topic })).toEqual(['open-list-presented'])
  await send(chair, `/meetings/${next}/open-list`, {})
  await send(chair, `/meetings/${next}/item`, { topic })
  const put = { mode: 'open', text: '排水沟改走东边。', clauses: [{ text: '排水沟改走东边' }] }
  expect(await refusedAt(chair, `/meetings/${next}/votes`, put)).toEqual(['turns-given'])
  await send(chair, `/meetings/${next}/round`, {})

  // one leaves, and the quorum with them; they come back, and it is found again
  const gone = roll[0]?.member ?? ''
  await send(secretary, `/meetings/${next}/departures`, { member: gone })
  expect(await refusedAt(chair, `/meetings/${next}/votes`, put)).toContain('quorum')
  await go(chair, `/work/meetings/${next}?county=${county}`)
  await chair.getByText('还差 1 人').first().waitFor()
  const putButton = chair.getByRole('button', { name: /^提请表决/ })
  await expect.poll(() => putButton.textContent()).toMatch(/到场人数不够/)
  await send(secretary, `/meetings/${next}/arrivals`, { member: gone, how: 'list' })
  await send(chair, `/meetings/${next}/round`, {})
  await send(chair, `/meetings/${next}/votes`, put)
  const vote = (await meetingAt(chair, next)).items[0]?.votes[0]?.id ?? ''

  // one ballot each, only those who were there, not after it is closed
  expect(await refusedAt(first, `/votes/${vote}/slips`, { blinded: '00'.repeat(256) })).toContain('secret')
  for (const { member } of roll.slice(0, 7)) await send(secretary, `/votes/${vote}/hands`, { member, choice: 'no' })
  expect(await refusedAt(secretary, `/votes/${vote}/hands`, { member: roll[0]?.member, choice: 'yes' })).toEqual([
    'member-has-no-ballot',
  ])
  await send(chair, `/votes/${vote}/closing`, {})
  await go(chair, `/work/meetings/${next}?county=${county}`)
  await chair.getByText('未通过').first().waitFor()

  // X4: what the law leaves to the members of the collective is no decision of the council
  await send(chair, `/meetings/${next}/item`, { topic: land })
  await send(chair, `/meetings/${next}/round`, {})
  await send(chair, `/meetings/${next}/votes`, { ...put, text: '同意发包。', clauses: [{ text: '同意发包' }] })
  const second = (await meetingAt(chair, next)).items[1]?.votes[0]?.id ?? ''
  for (const { member } of roll.slice(0, 7)) await send(secretary, `/votes/${second}/hands`, { member, choice: 'yes' })
  await send(chair, `/votes/${second}/closing`, {})
  const { rows } = await read<{ rows: Named[] }>(chair, `/resolutions?unit=${unit}`)
  const resolution = rows.find((row) => row.title === landTitle)?.id ?? ''
  await send(chair, `/resolutions/${resolution}/signature`, {})
  const tasks = [{ clause: 1, text: '发包', org: `${unit}.committee`, owner: '村委会', until: '2030-01-01' }]
  expect(await refusedAt(branch, `/resolutions/${resolution}/tasks`, { tasks })).toEqual(['not-reserved-by-law'])
  await go(branch, `/work/resolutions/${resolution}?county=${county}`)
  await branch
    .getByText(/农村集体经济组织法第二十六条/)
    .first()
    .waitFor()
  await press(branch, '转法定会议')
  await branch.getByText('已转法定会议决定').first().waitFor()
  await send(chair, `/meetings/${next}/end`, {})
  expect(await refusedAt(chair, `/votes/${second}/closing`)).toContain('state')
}, 90_000)
