import type { GoodsKind } from '../rules/index.ts'

type Goods = { readonly kind: GoodsKind; readonly name: string; readonly points: number; readonly stock: number }

/** `毛巾 2分 10份`, one a line. A letter of thanks is known by its name. A line without both figures gives points 0: refused. */
export const readGoods = (text: string, kind: GoodsKind): Goods[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [, name = line, points = '0', stock = '0'] =
        /^(.+?)[\s，,]+(\d+)\s*分?[\s，,]+(\d+)\s*\S?$/.exec(line) ?? []
      return {
        kind: name === '表扬信' ? 'thanks' : kind,
        name,
        points: Number(points),
        stock: Number(stock),
      }
    })

/** The same, back again. */
export const writeGoods = (goods: readonly Goods[]): string =>
  goods.map(({ name, points, stock }) => `${name} ${points}分 ${stock}份`).join('\n')
