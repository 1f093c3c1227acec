import { randomUUID } from 'node:crypto'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { openTalkHouse, village } from './testing-talk.ts'

/* 石龙村 with a roll of representatives, ready to elect its council: what tests of elections share. */

const NAMES = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬'].map((one) => `代表${one}`)
/** How many representatives the village of the tests has. */
const REPRESENTATIVES = NAMES.length
export type Votes = Readonly<Record<string, number>>

export const openElectionHouse = async () => {
  const house = await openTalkHouse()
  const { h, done, get } = house
  const head = h.at(`${village}.committee.village-chair`)
  const clerk = h.at(`${village}.service.village-clerk`)
  const town = h.at(`${village.slice(0, 9)}000.government.town-leader`)
  const body = `${village}.representatives`
  const known = (await get(head, `/bodies?unit=${village}`)).json() as { body: string }[]
  if (!known.some((one) => one.body === body))
    await done(head, '/bodies', { unit: village, kind: 'representatives', title: '石龙村村民代表会议' })
  for (const { id } of await h.rows<{ id: string }>('SELECT id FROM people.member WHERE body = $1', [body]))
    await done(clerk, `/members/${id}/leaving`, { reason: '重新登记。' })
  const representatives: string[] = []
  for (const name of NAMES) {
    const term = { class: 'representative', from: '2026-01-01', until: '2030-12-31' }
    const { id } = await done(clerk, `/bodies/${body}/members`, { name, ...term })
    representatives.push(id)
  }

  const view = async (id: string, who: Actor = clerk) => (await get(who, `/elections/${id}`)).json()
  const open = async (change: object = {}): Promise<string> =>
    (
      await done(head, '/elections', {
        ...{ unit: village, title: '议事会换届推选', from: '2026-11-20', until: '2029-11-19', on: '2026-11-18' },
        seats: [
          { class: 'committees', seats: 1 },
          { class: 'masses', seats: 2 },
        ],
        ...change,
      })
    ).id
  /** Entered from paper, with the consent that came on paper. */
  const stands = async (id: string, name: string, code: string): Promise<string> => {
    const key = randomUUID()
    await done(clerk, `/elections/${id}/nominees`, { name, class: code }, key)
    const { nominees } = await view(id)
    const nominee = nominees.find(
      (one: { shown: string; class: string }) => one.shown === name && one.class === code,
    ).id
    await done(clerk, `/elections/${id}/acceptances`, { nominee, openName: true })
    return nominee
  }
  /** A meeting of the representatives for an election, open, with so many of them there. */
  const meets = async (election: string, here = REPRESENTATIVES): Promise<string> => {
    const { id } = await done(head, '/meetings', {
      ...{ body, title: '村民代表会议', venue: '村委会', venueKind: 'hall', agenda: [], election },
      startsAt: new Date(h.env.now() + 600_000).toISOString(),
      urgent: '换届时间到了。',
    })
    await done(head, `/meetings/${id}/notice`)
    for (const member of representatives.slice(0, here))
      await done(clerk, `/meetings/${id}/arrivals`, { member, how: 'paper' })
    await done(head, `/meetings/${id}/opening`)
    return id
  }
  const ballot = (votes: Votes, change: object = {}) => ({
    ...{ given: 9, returned: 9, valid: 9, invalid: 0, tellers: representatives.slice(0, 2) },
    sums: Object.entries(votes).map(([nominee, n]) => ({ nominee, votes: n })),
    ...change,
  })
  return { ...house, head, clerk, town, body, representatives, view, open, stands, meets, ballot }
}
