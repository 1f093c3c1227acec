import { procedure, type Requirement, stay } from '@gongzhi/kernel/procedure.ts'

/*
 * 履职工作规则、积分管理细则 (D10): drafted by the council's hands, in force by a signed resolution of that council and by nothing
 * else, until another resolution puts another one in its place.
 */

export type RuleState = 'draft' | 'in-force' | 'superseded' | 'withdrawn'

export type RuleFacts = {
  readonly resolutionSigned: boolean
  readonly resolutionOfBody: boolean
  readonly resolutionAfterDraft: boolean
  readonly resolutionFree: boolean
  readonly ownWord: boolean
  readonly joined: boolean
  readonly listed: boolean
  readonly stock: boolean
  readonly enough: boolean
}
const says = (id: string, met: (f: RuleFacts) => boolean): Requirement<RuleFacts> => ({ id, asked: true, met })

export const rule = procedure<RuleState, RuleFacts>()({
  id: 'points.rule',
  opens: 'draft-rule',
  initial: 'draft',
  final: ['superseded', 'withdrawn'],
  acts: {
    'change-rule': { from: ['draft'], to: stay, requires: [] },
    'adopt-rule': {
      from: ['draft'],
      to: 'in-force',
      requires: [
        says('resolution-signed', (f) => f.resolutionSigned),
        says('resolution-of-this-council', (f) => f.resolutionOfBody),
        // what was voted on is what takes force
        says('resolution-after-draft', (f) => f.resolutionAfterDraft),
        says('resolution-not-used', (f) => f.resolutionFree),
      ],
    },
    'withdraw-rule': { from: ['draft'], to: 'withdrawn', requires: [] },
    exchange: {
      from: ['in-force'],
      to: stay,
      requires: [
        says('own-word', (f) => f.ownWord),
        says('joined', (f) => f.joined),
        says('goods-listed', (f) => f.listed),
        says('stock-left', (f) => f.stock),
        says('points-enough', (f) => f.enough),
      ],
    },
    'supersede-rule': { from: ['in-force'], to: 'superseded', requires: [], system: true },
    'announce-clearing': { from: ['in-force'], to: stay, requires: [], system: true },
    'clear-year': { from: ['in-force'], to: stay, requires: [], system: true },
  },
})
