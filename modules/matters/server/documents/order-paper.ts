import { paper, paperDay, paragraphs } from '@gongzhi/documents/rules'
import { paperSource } from '@gongzhi/documents/server'
import { notFound } from '@gongzhi/kernel/problem.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import { capacityFor } from '@gongzhi/kernel/server/docket.ts'
import { findDocket, readDocket } from '@gongzhi/kernel/server/store-act.ts'
import { findOrg, orgFor, spokenPlace } from '@gongzhi/territory/server'
import * as z from 'zod'
import { findCategory } from '../reference.ts'
import { loadChild, loadMatter, readChild, readMatter } from '../store.ts'
import { orderSubject } from '../subject.ts'
import { seenBy } from '../view.ts'
import { dayOn, fullName } from './said.ts'

const uuid = /^[0-9a-f-]{36}$/
const dayOrNot = (at: number | null): string => (at === null ? '—' : paperDay(dayOn(at)))

/** 督办单 (B07): which matter is late, whose it is, by when its result is owed. Who reported is not named. */
export const orderPaper = paperSource({
  id: 'order',
  query: z.object({}),
  open: async (env, actor, id) => {
    if (!uuid.test(id)) throw notFound()
    const [dockets, rows] = await env.db.batch(scopeOf(actor), [
      findDocket(actor.county, id),
      loadChild(actor.county, id),
    ])
    const docket = dockets?.[0] && readDocket(dockets[0])
    const order = rows?.[0] && readChild(rows[0])
    if (!docket || !order || docket.kind !== 'order') throw notFound()
    const [parents, matters] = await env.db.batch(scopeOf(actor), [
      findDocket(actor.county, order.matter),
      loadMatter(actor.county, order.matter),
    ])
    const parent = parents?.[0] && readDocket(parents[0])
    const matter = matters?.[0] && readMatter(matters[0])
    if (!parent || !matter) throw notFound()
    const may =
      capacityFor(orderSubject.access.see ?? [], actor, docket, orderSubject.units(order, docket)) !== undefined ||
      seenBy(actor, parent, matter)
    if (!may) throw notFound()
    const office = order.byOrg ?? orgFor(docket.unitCode, 'county', 'supervision-office') ?? ''
    const unit = findOrg(order.org)?.name ?? order.org
    return {
      name: `督办单-${docket.number}`,
      paper: paper({
        head: fullName(office),
        number: docket.number,
        title: '督办单',
        to: unit,
        blocks: [
          {
            kind: 'paragraph',
            text: `下列事项超过时限，催办后仍未办理。请抓紧办理，并于${dayOrNot(docket.dueAt)}前在平台上报结果；经督查确认后销号。`,
          },
          {
            kind: 'facts',
            rows: [
              ['督办编号', docket.number],
              ['事项编号', parent.number],
              ['事项', parent.title],
              ['类别', findCategory(matter.category)?.zh ?? matter.category],
              ['地点', [spokenPlace(parent.unitCode), matter.spot].filter(Boolean).join(' ')],
              ['反映日期', dayOrNot(parent.openedAt)],
              ['受理日期', dayOrNot(matter.acceptedAt)],
              ['责任单位', unit],
              ['督办日期', dayOrNot(docket.openedAt)],
              ['报结果期限', docket.closedAt === null ? dayOrNot(docket.dueAt) : '已销号'],
            ],
          },
          ...(order.reply
            ? [{ kind: 'heading' as const, level: 1 as const, text: '报来的结果' }, ...paragraphs(order.reply)]
            : []),
        ],
        signed: fullName(office),
        on: dayOn(docket.openedAt),
      }),
    }
  },
})
