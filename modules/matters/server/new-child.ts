import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import type { DocketRow } from '@gongzhi/kernel/server/docket.ts'
import type { Child, Matter } from '../rules/matter.ts'

type From = { readonly row: Matter; readonly docket: DocketRow; readonly key: string }

/** What a child subject begins with; its id follows from the act that makes it, so a repetition makes no second one. */
export const newChild = (from: From, kind: Child['kind'], org: string, own: Partial<Child> & { text: string }) => ({
  id: derivedId(from.key, kind, org),
  row: {
    kind,
    matter: from.docket.id,
    unitCode: from.docket.unitCode,
    aboutOrg: from.row.aboutOrg,
    org,
    byOrg: null,
    days: null,
    place: null,
    meetAt: null,
    reply: null,
    repliedBy: null,
    comes: null,
    townGood: null,
    orgGood: null,
    reminded: false,
    ...own,
  } satisfies Child,
  title: from.docket.title,
  unitCode: from.docket.unitCode,
  category: from.docket.category,
  level: from.docket.level,
  parent: from.docket.id,
  sealedFrom: from.row.aboutOrg,
  data: { org, ...own },
})
