import { invalid } from '@gongzhi/kernel/problem.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { openSubject } from '@gongzhi/kernel/server/open-subject.ts'
import { findPlace, inForce } from '@gongzhi/territory/server'
import type { endpoints } from '../contract.ts'
import { topicSubject } from './topic-subject.ts'

/** 提议题: anybody who is signed in, for the council of a village of the county (D11). */
export const propose = async ({ env, actor, body, key, madeAt }: Context<typeof endpoints.propose>) => {
  const place = findPlace(body.unit)
  if (!place || !inForce(place) || !body.unit.startsWith(actor.county))
    throw invalid([{ pointer: '/body/unit', code: 'unknown' }])
  const { id, ...said } = body
  return openSubject(
    env,
    {
      subject: topicSubject,
      id: id ?? derivedId(key, 'topic'),
      title: body.title,
      unitCode: body.unit,
      party: actor.account,
      row: {
        unitCode: body.unit,
        body: `${body.unit}.council`,
        party: actor.account,
        title: body.title,
        text: body.text,
        photos: body.photos,
        concerns: body.concerns,
        rounds: 1,
        ground: null,
        groundText: null,
        article: null,
        appeal: null,
        appealAnswer: null,
        meeting: null,
        resolution: null,
        supports: 0,
      },
      data: said,
      asked: body,
    },
    { actor, key, madeAt },
  )
}
