import type { Actor } from '@gongzhi/kernel/reach.ts'
import JSZip from 'jszip'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { youxian } from './testing-house.ts'
import { type Member, openTalkHouse, type TalkHouse, village } from './testing-talk.ts'

/* What is made of talks: papers, notices and the public record. Votes: votes.test.ts, secret-votes.test.ts. */

let t: TalkHouse
beforeAll(async () => {
  t = await openTalkHouse()
}, 60_000)
afterAll(() => t?.close())

const textOf = async (pdf: Buffer): Promise<string> =>
  (await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true })).text.replaceAll(/\s/g, '')
const wordOf = async (file: Buffer): Promise<string> =>
  ((await (await JSZip.loadAsync(file)).file('word/document.xml')?.async('string')) ?? '').replaceAll(/<[^>]+>/g, '')

test('notice, minutes and resolution are papers, made of what was done, with sums and articles', async () => {
  const { rows } = (await t.get(t.chair, `/meetings?unit=${village}`)).json()
  const held = rows.find(({ title }: { title: string }) => title.includes('十月')).id
  const next = rows.find(({ title }: { title: string }) => title.includes('十一月')).id
  const notice = await t.get(t.chair, `/papers/meeting-notice/${next}/pdf`)
  expect(notice.statusCode, notice.body.slice(0, 200)).toBe(200)
  expect(await textOf(notice.rawPayload)).toContain('文化广场周末放电影')
  const minutes = await textOf((await t.get(t.chair, `/papers/minutes/${held}/pdf`)).rawPayload)
  for (const words of [
    '应到12人，实到10人',
    '基数12，计10，需8，达到',
    '第6条',
    '先装东头',
    '赞成9，反对0，弃权1',
    '在晒谷场东西两头各装一盏',
  ])
    expect(minutes).toContain(words)
  const [resolution] = (await t.get(t.chair, `/resolutions?unit=${village}`)).json().rows.slice(-1)
  const word = await wordOf((await t.get(t.chair, `/papers/resolution/${resolution.id}/word`)).rawPayload)
  expect(word).toContain('第1条')
  // a resident of another county gets none of it
  expect((await t.get(t.h.resident('441226103213'), `/papers/minutes/${held}/pdf`)).statusCode).toBe(404)
})

test('every member hears of a talk and the receipt says so; only those who run it read the receipts (D12)', async () => {
  const { rows } = (await t.get(t.chair, `/meetings?unit=${village}`)).json()
  const next = rows.find(({ title }: { title: string }) => title.includes('十一月')).id
  await t.h.tell()
  const receipts = await t.get(t.secretary, `/notices/receipts?subject=${next}`)
  expect(receipts.json()).toMatchObject({ of: 12, reached: 0 })
  const [one] = t.members() as [Actor]
  const { rows: mine } = (await t.get(one, '/notices')).json()
  const called = mine.find(({ subject }: { subject: string }) => subject === next)
  expect(called).toMatchObject({ kind: 'meeting-called', required: true })
  expect((await t.post(one, `/notices/${called.id}/confirmation`)).statusCode).toBe(201)
  expect((await t.get(t.secretary, `/notices/receipts?subject=${next}`)).json()).toMatchObject({ of: 12, reached: 1 })
  expect((await t.get(one, `/notices/receipts?subject=${next}`)).json().rows ?? []).toEqual([])
})

test('a signed resolution whose words or vote were changed behind the house is found (P16)', async () => {
  await t.h.relay()
  const check = t.h.house.modules
    .flatMap((m) => m.checks ?? [])
    .find(({ id }) => id === 'deliberation.resolution-record')
  const found = async () => {
    const rows = async <T>({ text, values }: { text: string; values: readonly unknown[] }) =>
      (await t.h.rows(text, [...values])) as T[]
    return (
      await Array.fromAsync(check?.run({ reader: { rows } as never, county: youxian, progress: () => undefined }) ?? [])
    ).map(({ why }) => why)
  }
  expect(await found()).toEqual([])
  const [{ id, counts }] = (await t.h.rows<{ id: string; counts: object }>(
    `SELECT v.id, v.counts FROM deliberation.vote v JOIN deliberation.resolution r ON r.vote = v.id WHERE r.digest IS NOT NULL LIMIT 1`,
  )) as [{ id: string; counts: object }]
  await t.h.rows('UPDATE deliberation.vote SET counts = $2 WHERE id = $1', [
    id,
    JSON.stringify({ yes: 10, no: 0, abstain: 0 }),
  ])
  expect(await found()).toEqual(['the resolution or its vote was changed after signing'])
  await t.h.rows('UPDATE deliberation.vote SET counts = $2 WHERE id = $1', [id, JSON.stringify(counts)])
  await t.h.rows(`UPDATE deliberation.resolution SET text = text || '。' WHERE vote = $1`, [id])
  expect(await found()).toHaveLength(1)
  await t.h.rows(`UPDATE deliberation.resolution SET text = left(text, -1) WHERE vote = $1`, [id])
  expect(await found()).toEqual([])
})

test('whoever watches a talk hears who is there and how many ballots are in, as they come in', async () => {
  const { id } = await t.sitting('修村道')
  const vote = await t.put(id, 'open')
  const base = await t.app.listen({ port: 0, host: '127.0.0.1' })
  const stop = new AbortController()
  const reply = await fetch(`${base}/api/meetings/${id}/live?county=${youxian}`, { signal: stop.signal })
  expect(reply.headers.get('content-type')).toContain('text/event-stream')
  let heard = ''
  const hearing = (async () => {
    for await (const chunk of reply.body ?? []) heard += Buffer.from(chunk).toString()
  })().catch(() => undefined)
  const until = async (words: string) => {
    for (const since = Date.now(); Date.now() - since < 10_000 && !heard.includes(words); )
      await new Promise((tick) => setTimeout(tick, 20))
    expect(heard).toContain(words)
  }
  await until('event: room\ndata: {"entitled":12,"present":12}')
  const [one, two] = await t.onRoll()
  await t.done(one as Member, `/votes/${vote}/ballots`, { choice: 'yes' })
  await until(`{"vote":"${vote}","in":1,"counts":{"yes":1,"no":0,"abstain":0}}`)
  await t.done(two as Member, `/votes/${vote}/ballots`, { choice: 'no' })
  await until(`{"vote":"${vote}","in":2,"counts":{"yes":1,"no":1,"abstain":0}}`)
  await t.annul(vote)
  await until('event: changed')
  stop.abort()
  await hearing
  await t.end(id)
})

test('a talk that is today is late at the desk only after its hour, and not while it sits', async () => {
  const late = async (id: string): Promise<boolean> =>
    (await t.get(t.chair, '/talks/inbox')).json().find((row: { id: string }) => row.id === id)?.late
  const goTo = (at: number) => {
    t.h.setNow(at)
    t.signInAgain()
  }
  const { rows } = (await t.get(t.chair, `/meetings?unit=${village}`)).json()
  const tonight = rows.find(({ state }: { state: string }) => state === 'notified')
  const [from, hour] = [t.h.env.now(), Date.parse(tonight.startsAt)]
  expect(hour - from).toBeLessThan(24 * 3_600_000)
  const { id } = await t.sitting('修桥')
  expect([await late(tonight.id), await late(id)]).toEqual([false, false])
  goTo(hour - 60_000)
  // the other has been sitting since the morning
  expect([await late(tonight.id), await late(id)]).toEqual([false, false])
  goTo(hour + 60_000)
  expect([await late(tonight.id), await late(id)]).toEqual([true, false])
  goTo(from)
  await t.end(id)
  expect(await late(id)).toBe(false)
})
