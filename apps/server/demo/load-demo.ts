import { asOwner } from '@gongzhi/kernel/server/owner.ts'
import { seedDuties } from '@gongzhi/matters/server'
import { servedCounties } from '@gongzhi/territory/server'
import type { Opened } from '../open.ts'
import { loadPeople } from './load-people.ts'
import { loadPlaces } from './load-places.ts'
import { setRules } from './set-rules.ts'
import { tellElection } from './tell-election.ts'
import { tellPoints } from './tell-points.ts'
import { tellStories } from './tell-stories.ts'
import { tellTalk } from './tell-talk.ts'
import { tellVoters } from './tell-voters.ts'

/** The demo: five counties, invented people, and matters that have been through real acts. Once; progress by `say`. */
export const loadDemo = (opened: Opened, say: (line: string) => void): Promise<void> =>
  asOwner(opened.url, async (owner) => {
    const { env, house, url, crypto } = opened
    if (((await owner.query('SELECT FROM kernel.demo')).rowCount ?? 0) > 0) return
    say('首次启动：正在装入演示县 loading the demo county (1/3 区划与组织 places)…')
    await loadPlaces(url)
    await house.load(env)
    await seedDuties(
      owner,
      servedCounties().map((county) => county.code.slice(0, 6)),
    )
    await house.load(env)
    say('  2/3 人员与岗位 people and posts…')
    await loadPeople(env, crypto)
    say('  3/3 事项 matters…')
    const count = await tellStories(opened)
    const talked = await tellTalk(opened, tellPoints)
    await tellElection(opened)
    await tellVoters(opened)
    await setRules(opened)
    say(`  ${count} 件事项 matters，${talked} 个议题 topics`)
    await owner.query('INSERT INTO kernel.demo VALUES (now())')
  })
