import type { Point } from '../modules/matters/rules/metres.ts'
import { randomFrom } from './random.ts'

/*
 * Invented pairs of reports from one village, each with the answer: one thing said by two people, or two things. Phrases,
 * places, distances, days and prints are drawn by seed. `half` takes every second phrase, so that what is chosen on one
 * half is measured on words never seen while choosing. Nobody's report is in it.
 */

export type Told = {
  readonly category: string
  readonly text: string
  readonly spot: string | null
  readonly point: Point | null
  readonly openedAt: number
  readonly prints: readonly string[]
}
export type Pair = { readonly one: Told; readonly other: Told; readonly same: boolean }

type Kind = { readonly categories: readonly string[]; readonly says: readonly string[] }

/** Kinds of trouble, with the category most people choose first and those some choose. */
const KINDS: readonly Kind[] = [
  {
    categories: ['lighting', 'power', 'safety'],
    says: [
      '路灯坏了三个晚上没亮',
      '灯不亮，老人走夜路怕摔',
      '{}那盏路灯一闪一闪的',
      '晚上黑灯瞎火看不见路',
      '电灯泡烧了没人换',
      '{}到了夜里摸黑走，街灯全灭',
      '灯杆上的灯早就不亮了',
      '孩子下晚自习那段路漆黑',
    ],
  },
  {
    categories: ['road', 'safety'],
    says: [
      '路面塌了一个大坑，摩托车差点翻',
      '水泥路陷下去一块',
      '{}的路烂得不成样子，车过都颠',
      '地上裂了好宽一条缝，越来越大',
      '大坑没人填，下雨积满水看不见',
      '货车压坏了路，坑坑洼洼',
      '骑电动车掉进坑里摔了一跤',
      '路塌陷了要赶快补',
    ],
  },
  {
    categories: ['sanitation', 'water-works'],
    says: [
      '垃圾堆了一个星期没人清',
      '垃圾桶满出来了，苍蝇很多',
      '{}臭得很，垃圾没拉走',
      '有人乱倒废品和剩菜',
      '保洁员几天没来，到处脏',
      '垃圾清运车好久没来过',
      '塑料袋满地飞，臭气熏天',
      '倒垃圾的地方都堆到路上了',
    ],
  },
  {
    categories: ['water-works', 'water', 'emergency'],
    says: [
      '水渠塌了一段，田里没水灌溉',
      '渠壁垮了，水都流到路上',
      '水圳被泥堵死了，晚稻要水',
      '{}的渠道漏水严重',
      '水沟崩了个口子，秧苗要干死',
      '灌溉的水过不来，渠边泥巴堆满',
      '圳边石头掉下来把水堵住',
      '下大雨把渠道冲垮了',
    ],
  },
  {
    categories: ['water', 'water-works'],
    says: [
      '自来水停了两天没通知',
      '水龙头流出来的水是黄的',
      '水压太小，二楼上不去水',
      '水管爆了，水一直往外冒',
      '家家户户没水做饭',
      '埋在地下的水管漏水，路都湿了',
      '停水也没人说一声什么时候来',
      '水质发黄有怪味不敢喝',
    ],
  },
  {
    categories: ['power', 'safety', 'lighting'],
    says: [
      '电线垂下来快碰到人头',
      '电压太低空调带不动',
      '晚上老是跳闸停电',
      '电线杆歪了要倒',
      '变压器嗡嗡响还冒火花',
      '一到晚饭时间就没电',
      '线掉得很低，收割机过不去',
      '电杆被车撞斜了',
    ],
  },
  {
    categories: ['safety', 'water-works'],
    says: [
      '鱼塘边没有护栏，小孩常去玩',
      '池塘太深要装护栏',
      '水塘那里危险，上次有孩子掉下去',
      '{}的护栏断了一截',
      '塘边的栏杆锈断了',
      '放假小孩都到水塘玩水，没人管',
      '鱼塘护栏倒了一排',
      '塘边要立个警示牌装护栏',
    ],
  },
  {
    categories: ['safety', 'dispute', 'opinion'],
    says: [
      '有人养的狗不拴绳，追着小孩咬',
      '野狗成群，晚上不敢出门',
      '大狼狗放出来吓到老人',
      '流浪狗翻垃圾还咬鸡',
      '狗半夜一直叫',
      '邻居的狗咬了人',
      '狗没打针到处跑',
      '恶犬拦路，孩子上学绕着走',
    ],
  },
  {
    categories: ['safety', 'road', 'emergency'],
    says: [
      '大树倒下来横在路中间',
      '枯树快倒了压着电线',
      '台风过后树枝挡住路',
      '{}的老树烂了心，风一吹就晃',
      '树枝砸到屋顶',
      '树倒了车过不去',
      '大树歪了要砍一砍',
      '断了的树枝挂在半空',
    ],
  },
  {
    categories: ['telecom', 'power', 'other'],
    says: [
      '宽带三天上不了网',
      '手机信号一格都没有',
      '光缆被扯断了垂在路边',
      '网络老是断，孩子上不了网课',
      '光纤断了报修没人来',
      '打电话断断续续没信号',
      '家里网络慢得打不开',
      '通信线掉下来绊到人',
    ],
  },
]

const SPOTS: readonly (readonly string[])[] = [
  ['晒谷场拐角', '晒谷场边上', '打谷场转弯处'],
  ['村委门口', '村委会前面', '村委旁边'],
  ['三组文化楼后巷', '第3组文化楼后面', '文化楼后巷'],
  ['五组水井边', '5组老水井', '水井旁'],
  ['小学校门口', '小学门前', '学校大门口'],
  ['祠堂前', '老祠堂门口', '祠堂那里'],
  ['大榕树下', '大榕树旁边', '榕树头'],
  ['石桥头', '石桥边', '桥头'],
  ['八组果园路口', '第8小组果园', '果园路口'],
  ['卫生站对面', '卫生站附近', '村卫生站'],
  ['一组黄屋巷', '1组黄屋巷口', '黄屋巷'],
  ['篮球场旁', '球场边', '篮球场入口'],
]
const HEADS = ['', '', '您好，', '村里的', '反映一下，', '请问有人管吗，', '我是本村的，']
const TAILS = [
  '',
  '。',
  '，请尽快处理。',
  '，麻烦派人看看，谢谢。',
  '，已经好几天了。',
  '，老人小孩都不方便。',
  '，希望领导重视。',
]

const DAY = 86_400_000
const START = Date.parse('2026-03-02T08:00:00+08:00')
const CENTRE: Point = { lat: 23.21, lng: 111.83 }

/** `count` pairs by seed; `half` 0 or 1 chooses which phrases and places are drawn from. A third are the same thing. */
export const pairsFrom = (seed: number, half: 0 | 1, count: number): Pair[] => {
  const random = randomFrom(seed)
  const below = (n: number) => Math.floor(random() * n)
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T
  const bell = () => random() + random() + random() - 1.5
  const ours = <T>(all: readonly T[]): T[] => all.filter((_, at) => at % 2 === half)
  const places = ours(SPOTS)

  const move = ({ lat, lng }: Point, metres: number): Point => {
    const way = random() * 2 * Math.PI
    return { lat: lat + (metres * Math.cos(way)) / 111_320, lng: lng + (metres * Math.sin(way)) / (111_320 * 0.919) }
  }
  const print = () => Array.from({ length: 16 }, () => below(16).toString(16)).join('')
  const nearPrint = (of: string): string => {
    const digits = [...of]
    for (let flips = below(9); flips > 0; flips--) {
      const at = below(16)
      digits[at] = (Number.parseInt(digits[at] ?? '0', 16) ^ (1 << below(4))).toString(16)
    }
    return digits.join('')
  }
  const say = (kind: Kind, names: readonly string[], point: Point, at: number): Told => {
    const phrases = ours(kind.says)
    const name = pick(names)
    // one in three says the place only in the text, one in five not at all
    const where = random()
    const phrase = pick(phrases)
    const placed = phrase.includes('{}') ? phrase.replace('{}', name) : where < 0.33 ? `${name}${phrase}` : phrase
    return {
      category: random() < 0.82 ? (kind.categories[0] ?? '') : pick(kind.categories),
      text: `${pick(HEADS)}${placed}${pick(TAILS)}`,
      spot: where >= 0.53 ? name : null,
      // a fix by phone is out by some tens of metres, and half give none
      point: random() < 0.5 ? move(point, Math.abs(bell()) * 60) : null,
      openedAt: at,
      prints: random() < 0.45 ? [print()] : [],
    }
  }
  const days = (most: number) => Math.floor(random() ** 2 * most * DAY)

  return Array.from({ length: count }, (_, n): Pair => {
    const kind = pick(KINDS)
    const place = below(places.length)
    const names = places[place] ?? []
    const point = move(CENTRE, random() * 900)
    const at = START + below(120) * DAY
    const one = say(kind, names, point, at)
    if (n % 3 === 0) {
      const other = say(kind, names, point, at - days(14))
      const photo = one.prints[0]
      // two people rarely stand at one spot: every third pair of photos looks alike
      const prints =
        photo !== undefined && other.prints.length > 0 && random() < 0.35 ? [nearPrint(photo)] : other.prints
      return { one, other: { ...other, prints }, same: true }
    }
    const away = 60 + random() ** 2 * 1400
    const elsewhere = places[(place + 1 + below(places.length - 1)) % places.length] ?? []
    const draw = random()
    // the same kind at another place, another kind at the same place, another of both
    const [what, where, there] =
      draw < 0.55
        ? [kind, elsewhere, move(point, away)]
        : draw < 0.8
          ? [pick(KINDS.filter((it) => it !== kind)), names, point]
          : [pick(KINDS.filter((it) => it !== kind)), elsewhere, move(point, away)]
    return { one, other: say(what, where, there, at - days(60)), same: false }
  })
}
