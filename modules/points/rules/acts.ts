import data from '../data/acts.json' with { type: 'json' }
import shop from '../data/goods.json' with { type: 'json' }

/** The only acts that may earn points (D10, P1); data/acts.json says how each is known. */
export const actCodes = ['attended', 'spoke', 'topic-admitted', 'struck-off', 'task-done', 'opinion-given'] as const
export type ActCode = (typeof actCodes)[number]

/** The only kinds of things that points may be exchanged for (P1). */
export const goodsKinds = ['household', 'tools', 'farming', 'stationery', 'thanks'] as const
export type GoodsKind = (typeof goodsKinds)[number]

export const actList = data.acts
export const goodsList = shop.kinds

/** Acts the house cannot see for itself: written down by the secretary, reviewed by somebody else. */
export const onPaper = (act: string): boolean => data.acts.some(({ code, by }) => code === act && by === 'paper')

/** A small thing, and nothing that is a right, a permit or money (P1). */
export const smallThing = (name: string): boolean => !shop.never.some((word) => name.toLowerCase().includes(word))
