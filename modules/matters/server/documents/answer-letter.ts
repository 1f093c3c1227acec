import { paper, paperDay, paragraphs } from '@gongzhi/documents/rules'
import { paperSource } from '@gongzhi/documents/server'
import { openName, readIdentity } from '@gongzhi/identity/server'
import { Problem } from '@gongzhi/kernel/problem.ts'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import * as z from 'zod'
import type { Matter } from '../../rules/matter.ts'
import { loadMatter, readMatter } from '../store.ts'
import { viewMatter } from '../view.ts'
import { dayOn, fullName } from './said.ts'
import { word } from './words.ts'

/** One's own name in full; to staff as the page shows it, masked: who it is, a look with a reason says (P7). */
const addressee = async (env: Env, crypto: Crypto, actor: Actor, id: string, m: Matter, shown: string | null) => {
  if (m.party === null || m.party !== actor.account) return shown ?? '反映人'
  const own = m.party === id ? undefined : await readIdentity(env, crypto, actor.county, m.party)
  return own?.name ?? (m.nameEnc === null ? '反映人' : openName(crypto, m.nameEnc))
}

/** 答复书: what was reported, what was done, what is answered; nothing that the record does not hold. 409 before the answer. */
export const answerLetter = (crypto: Crypto) =>
  paperSource({
    id: 'answer',
    query: z.object({}),
    open: async (env, actor, id) => {
      const view = await viewMatter(crypto)({ env, actor, params: { id } } as never)
      const [rows = []] = await env.db.batch(scopeOf(actor), [loadMatter(actor.county, id)])
      const answered = view.timeline.findLast(({ act }) => act === 'answer')
      if (!rows[0] || view.answerText === null || !answered) throw new Problem(409, 'not-answered')
      const m = readMatter(rows[0])
      const concluded = view.timeline.findLast(({ act }) => act === 'conclude' || act === 'conclude-with')
      const done = [
        view.lead ? `此事由${view.lead.name}办理` : '',
        concluded ? `${paperDay(dayOn(concluded.at))}办结` : '',
        view.outcome ? `结果为${word('outcome', view.outcome)}` : '',
      ].filter(Boolean)
      const mayRate = view.satisfied === null && (view.state === 'answered' || view.state === 'visited')
      const to = await addressee(env, crypto, actor, id, m, view.reporter.shown)
      return {
        name: `答复书-${view.number}`,
        paper: paper({
          head: fullName(m.firstOrg),
          letter: true,
          number: view.number,
          title: `关于“${view.title}”的答复`,
          to,
          blocks: [
            {
              kind: 'paragraph',
              text: `您于${paperDay(dayOn(view.openedAt))}反映的“${view.title}”（编号${view.number}），现已办结，答复如下。`,
            },
            { kind: 'heading', level: 1, text: '一、办理情况' },
            ...(done.length > 0 ? paragraphs(`${done.join('，')}。`) : []),
            ...paragraphs(view.outcomeText ?? ''),
            { kind: 'heading', level: 1, text: '二、答复意见' },
            ...paragraphs(view.answerText),
          ],
          signed: fullName(m.firstOrg),
          on: dayOn(answered.at),
          note: mayRate ? '不满意的，请在平台上或凭查询码评价，会重办一次' : null,
        }),
      }
    },
  })
