import type { Request } from '@gongzhi/kernel/endpoint.ts'
import { invalid, notYours } from '@gongzhi/kernel/problem.ts'
import type { Call } from '@gongzhi/kernel/server/act.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { capacityAt } from '@gongzhi/kernel/server/docket.ts'
import { openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { findStudio } from '@gongzhi/territory/server'
import type { endpoints } from '../contract.ts'
import { receptionAccess } from './access.ts'
import { receptionSubject } from './subject.ts'

/** 公告组团接访 at a studio in one's stretch (B04); 403 for others. */
export const announce = async (env: Env, body: Request<typeof endpoints.announce>['body'], call: Call) => {
  const { actor, key } = call
  const studio = await findStudio(env, actor.county, body.studio)
  if (!studio) throw invalid([{ pointer: '/body/studio', code: 'unknown' }])
  const capacity = capacityAt(receptionAccess.announce, actor, studio.seat)
  if (!capacity) throw notYours('announce')
  return openSubject(
    env,
    {
      subject: receptionSubject,
      id: body.id ?? derivedId(key, 'reception'),
      title: body.delegates.join('、'),
      unitCode: studio.seat,
      row: {
        studio: body.studio,
        fromAt: Date.parse(body.from),
        toAt: Date.parse(body.to),
        delegates: body.delegates,
        capacity: body.capacity,
        booked: 0,
        bookedBy: [],
      },
      capacity,
      data: { studio: body.studio, from: body.from, to: body.to },
      asked: body,
    },
    call,
  )
}
