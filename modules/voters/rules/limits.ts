import { needed, reaches, share } from '@gongzhi/kernel/share.ts'
import data from '../data/limits.json' with { type: 'json' }

/** What no article says, with its mark, to be shown where it is used. */
export const limits = data

const [of, whole, kind] = data.deciding.share as [number, number, 'inclusive' | 'strict']
const deciding = share(of, whole, kind)
/** Whether enough of the election committee decided, by the share in data/limits.json: our own word until a province says otherwise. */
export const enoughDecide = (there: number, committee: number): boolean => reaches(deciding, there, committee)
/** How many that is; null for a committee of nobody. */
export const decidersNeeded = (committee: number): number | null => needed(deciding, committee) ?? null
