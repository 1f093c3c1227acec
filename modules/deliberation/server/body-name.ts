import { findOrg } from '@gongzhi/territory/server'
import words from '../data/page-words.json' with { type: 'json' }
import type { BodyKind } from '../rules/bodies.ts'

const said: Readonly<Record<string, { readonly zh: string }>> = words

/** How the meeting of a body is called, in a paper or a register as on the pages. */
export const kindName = (kind: BodyKind): string => words[`bodies.kind.${kind}`].zh

/** Whose decision it is by law, as `deciderOf` has it. */
export const deciderName = (by: string): string => said[`topic.by.${by}`]?.zh ?? by

type Of = { readonly kind: BodyKind; readonly unit: { readonly code: string; readonly name: string } }

/** A body as it signs its papers; a council by the name it was founded with. */
export const bodyName = ({ kind, unit }: Of): string =>
  kind === 'council' ? (findOrg(`${unit.code}.council`)?.name ?? kindName(kind)) : `${unit.name}${kindName(kind)}`
