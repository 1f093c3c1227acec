import { conveneMeeting, proposeTopic } from '@gongzhi/deliberation/server'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { asOwner } from '@gongzhi/kernel/server/owner.ts'
import { draftPoints, joinPoints } from '@gongzhi/points/server'
import said from './points.json' with { type: 'json' }
import type { Stage } from './tell-talk.ts'

/* 石龙村's council adopted a rule on points two months ago; some members take part, and October's evening wrote their lines (D10). */

const VILLAGE = '510704123206'
const BODY = `${VILLAGE}.council`
const DAY = 86_400_000
const MINUTE = 60_000

/** The evening on which the rule was adopted; answers the promise it made, for the next evening to strike off. */
export const tellPoints = async (stage: Stage): Promise<readonly string[]> => {
  const { env, url, today, key, to, does, relay, cast, residents, members } = stage
  const { chair, secretary, branch, village } = cast
  const { topic: about, clause, task, ...content } = said
  to(today - 70 * DAY)
  const rule = await draftPoints(env, { body: BODY, ...content } as Parameters<typeof draftPoints>[1], {
    actor: secretary,
    key: key('points', 'draft'),
  })
  const [first] = residents as readonly [Actor]
  const topic = await proposeTopic(
    env,
    { unit: VILLAGE, ...about, concerns: 'common', photos: [] },
    { actor: first, key: key('points', 'topic') },
  )
  await does(branch, 'topic', 'admit', topic.id)
  const evening = dayOf(today - 62 * DAY) * DAY + 19.5 * 3_600_000 - 8 * 3_600_000
  const held = await conveneMeeting(
    env,
    {
      ...{ body: BODY, title: '乡村夜话（九月）', startsAt: new Date(evening).toISOString() },
      ...{ venue: '石龙村群众议事堂（村委会一楼）', venueKind: 'hall' as const, agenda: [topic.id] },
      ...{ advisers: [], materials: [] },
    },
    { actor: chair, key: key('points', 'held') },
  )
  await does(chair, 'meeting', 'notify', held.id)
  await relay()
  to(evening - 15 * MINUTE)
  for (const member of members.slice(0, 9))
    await does(secretary, 'meeting', 'mark-in', held.id, { member, how: 'list' }, 0.5)
  to(evening)
  await does(chair, 'meeting', 'open', held.id)
  await does(chair, 'meeting', 'present-list', held.id)
  await does(chair, 'meeting', 'take-item', held.id, { topic: topic.id })
  await does(chair, 'meeting', 'offer-round', held.id)
  const vote = key('points', 'vote')
  await does(chair, 'meeting', 'put-to-vote', held.id, {
    ...{ id: vote, mode: 'open', text: clause, clauses: [{ text: clause }] },
  })
  for (const member of members.slice(0, 9))
    await does(secretary, 'vote', 'note-hand', vote, { member, choice: 'yes' }, 0.2)
  await does(chair, 'vote', 'close', vote)
  await does(chair, 'meeting', 'end', held.id)
  await relay()
  await does(secretary, 'meeting', 'record', held.id, {}, 60)
  await does(chair, 'meeting', 'sign', held.id, {}, 20)
  const find = (table: string, where: string, id: string) =>
    asOwner(url, async (owner) => {
      const { rows } = await owner.query(`SELECT id FROM deliberation.${table} WHERE ${where} = $1`, [id])
      return rows[0]?.id as string
    })
  const resolution = await find('resolution', 'vote', vote)
  await does(chair, 'resolution', 'sign', resolution)
  await does(chair, 'points-rule', 'adopt-rule', rule.id, { resolution })
  await does(village, 'resolution', 'hand-over', resolution, {
    tasks: [
      { clause: 1, text: task, org: `${VILLAGE}.committee`, owner: '村委会', until: isoDay(dayOf(evening + 5 * DAY)) },
    ],
  })
  await relay()
  // some take part, by their own word
  for (const [n, actor] of residents.entries())
    if (n % 4 === 1) await joinPoints(env, { body: BODY }, { actor, key: key('points', 'join', String(n)) })
  to(evening + 3 * DAY)
  const promise = await find('task', 'resolution', resolution)
  await does(village, 'task', 'claim', promise, { evidence: '已贴在公开栏左边第一格。' })
  return [promise]
}
