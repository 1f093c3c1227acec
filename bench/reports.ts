import { randomBytes, randomUUID } from 'node:crypto'
import { uuidv7 } from '@gongzhi/kernel/ids.ts'

const THINGS = ['路灯', '垃圾桶', '排水沟', '村道', '水管', '晒谷场', '文化室', '桥栏杆', '公厕', '变压器']
const FAULTS = ['坏了好几天', '满出来没人清', '堵住了', '塌了一块', '一直漏水', '被占用', '没有灯', '松动']
const WHERE = ['小学门口', '祠堂后面', '菜市场旁', '三队路口', '卫生站对面', '村口大榕树下', '新村二巷', '老晒场边']
const pick = (list: readonly string[], n: number): string => list[n % list.length] ?? ''

/** What a resident says in the n-th report: a sentence or two, as long as real ones. */
export const saidIn = (unit: string, n: number) => ({
  id: uuidv7(Date.now(), randomBytes(10)),
  variant: 'matter' as const,
  category: 'sanitation',
  unit,
  text: `${pick(WHERE, n)}的${pick(THINGS, n >> 3)}${pick(FAULTS, n >> 5)}，第${n}次说了，老人小孩经过都不方便，请尽快派人来看看，谢谢。`,
  fields: {},
  photos: [],
  sealed: false,
})

export const newKey = (): string => randomUUID()
