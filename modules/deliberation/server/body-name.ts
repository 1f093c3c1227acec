import { findOrg } from '@gongzhi/territory/server'
import words from '../data/page-words.json' with { type: 'json' }
import type { BodyKind } from '../rules/bodies.ts'

/** How the meeting of a body is called, in a paper or a register as on the pages. */
export const kindName = (kind: BodyKind): string => words[`bodies.kind.${kind}`].zh

type Of = { readonly kind: BodyKind; readonly unit: { readonly code: string; readonly name: string } }

/** A body as it signs its papers; a council by the name it was founded with. */
export const bodyName = ({ kind, unit }: Of): string =>
  kind === 'council' ? (findOrg(`${unit.code}.council`)?.name ?? kindName(kind)) : `${unit.name}${kindName(kind)}`
