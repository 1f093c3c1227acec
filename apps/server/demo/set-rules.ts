import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { performAct } from '@gongzhi/kernel/server/act.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { asOwner } from '@gongzhi/kernel/server/owner.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { draftRule, loadLocalRules } from '@gongzhi/law/server'
import type { Opened } from '../open.ts'
import { actorsByPost } from './store-cast.ts'

const COUNTY = '510704'
const VILLAGE = '510704123206'
const DAY = 86_400_000

/** 石龙村 posts its affairs longer than the law asks for, by a rule of its own; published forty days ago. */
export const setRules = async ({ env: real, house, url }: Opened): Promise<void> => {
  const then = real.now() - 40 * DAY
  const env: Env = { ...real, now: () => then }
  const staff = await asOwner(url, (owner) => actorsByPost(owner, COUNTY))
  const actor = staff.get(`${VILLAGE}.branch.branch-secretary`)
  const publish = house.modules.flatMap((m) => m.acts ?? []).find(({ act }) => act === 'publish-rule')
  if (!actor || !publish) throw new Error('nobody sets rules')
  const { id } = await draftRule(
    env,
    {
      place: VILLAGE,
      rule: 'disclosure.post',
      amount: 20,
      document: '石龙村村务公开办法',
      article: '第四条',
      from: isoDay(dayOf(then) + 1),
    },
    { actor, key: derivedId('demo', 'rule') },
  )
  await performAct(env, publish, id, {}, { actor, key: derivedId('demo', 'rule', 'published') })
  await loadLocalRules(real)
}
