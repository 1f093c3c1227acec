/** Compound surnames that are common enough to matter (百家姓 and the 2020 list of names). */
const COMPOUND = new Set(
  '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 钟离 长孙 宇文 司徒 鲜于 司空 令狐'.split(
    ' ',
  ),
)

/** A name as others see it: 黄○○, 欧阳○○, 王○; of any other script the first letter. Never the whole name. */
export const maskName = (name: string): string => {
  const letters = [...name.trim()]
  const [first = ''] = letters
  const compound = letters.slice(0, 2).join('')
  if (letters.length > 2 && COMPOUND.has(compound)) return `${compound}${letters.length > 3 ? '○○' : '○'}`
  return `${first}${letters.length === 2 && /\p{Script=Han}/u.test(first) ? '○' : '○○'}`
}

/** A phone as others see it: 138****0001. */
export const maskPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`
