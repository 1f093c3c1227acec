import { findOrg } from '@gongzhi/territory/server'
import type { BodyKind } from '../rules/bodies.ts'

/** How the meeting of a body is called in a paper or a register. */
export const kindNames: Readonly<Record<BodyKind, string>> = {
  council: '群众议事会',
  representatives: '村民代表会议',
  villagers: '村民会议',
  households: '村民会议（户代表）',
  branch: '党员大会',
  collective: '集体经济组织成员大会',
}

type Of = { readonly kind: BodyKind; readonly unit: { readonly code: string; readonly name: string } }

/** A body as it signs its papers; a council by the name it was founded with. */
export const bodyName = ({ kind, unit }: Of): string =>
  kind === 'council' ? (findOrg(`${unit.code}.council`)?.name ?? kindNames.council) : `${unit.name}${kindNames[kind]}`
