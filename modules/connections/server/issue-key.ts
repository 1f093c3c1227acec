import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { invalid } from '@gongzhi/kernel/problem.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import { tokenHash } from '@gongzhi/kernel/server/session.ts'
import type { endpoints } from '../contract.ts'
import { expiryAllowed } from '../rules/index.ts'
import { keyAccess } from './access.ts'
import { keySubject } from './key-subject.ts'
import { capacityOver, seatOf, secretOf, wrongTarget } from './target.ts'

/** Issues a key; the same act again answers the same key. */
export const issueKey =
  (crypto: Crypto) =>
  async ({ env, actor, body, key, madeAt }: Context<typeof endpoints.issueKey>) => {
    const { county } = actor
    const capacity = capacityOver(keyAccess, 'issue-key', actor, body.prefix)
    const wrong = wrongTarget(county, body.org, body.prefix)
    const time = expiryAllowed(isoDay(dayOf(env.now())), body.expiresOn)
    if (time) wrong.push({ pointer: '/body/expiresOn', code: time })
    if (wrong.length > 0) throw invalid(wrong)
    const id = derivedId(county, actor.account ?? '', key, 'api-key')
    const token = `gz_${county}_${secretOf(crypto, 'api-key', id, key).toString('base64url')}`
    const receipt = await openSubject(
      env,
      {
        subject: keySubject,
        id,
        row: {
          ...body,
          scopes: [...new Set(body.scopes)],
          tokenHash: tokenHash(token),
          ending: token.slice(-4),
          usedOn: null,
          reason: null,
        },
        title: body.name,
        unitCode: seatOf(body.prefix),
        capacity,
        data: body,
      },
      { actor, key, madeAt },
    )
    return { ...receipt, key: token }
  }
