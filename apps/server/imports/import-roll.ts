import { paperDay } from '@gongzhi/documents/rules'
import type { Checked, Found, ImportColumn, ImportKind, ReadRow } from '@gongzhi/documents/server'
import { openName, residentsOfPhones } from '@gongzhi/identity/server'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { derivedId } from '@gongzhi/kernel/server/derived-id.ts'
import { type BodyKind, type Entrant, eighteenOn, entrants, plainName, usualClass } from '@gongzhi/people/rules'
import {
  type Entering,
  enterMember,
  enterMembers,
  findKept,
  keepsRolls,
  knownOnRoll,
  takeBackEntry,
} from '@gongzhi/people/server'
import { rollColumns } from './roll-columns.ts'

/* Who is on a body's roll, from a sheet: each entered as by hand. Dates of birth are looked at and go no further (R1). */

type Item = {
  readonly body: string
  readonly entering: Entering
  /** How often such a person left this roll: whoever comes back is entered anew, and once. */
  readonly time: number
}
type Typed = Entrant & { readonly row: number; readonly entering: Entering; readonly found: Found[] }

/** One row by itself: its texts, and whether its days and its age go together. */
const typed = ({ row, values }: ReadRow, kind: BodyKind, phones: ReadonlyMap<string, string>): Typed => {
  const text = (id: string) => (values[id] ?? '').normalize('NFKC').trim()
  const [name, phone, household] = [plainName(values.name ?? ''), text('phone'), text('household')]
  const [from, until, born] = [text('from'), text('until'), text('born')]
  const of = values.class || usualClass(kind)
  const found: Found[] = []
  if ([...name].length < 2) found.push({ column: 'name', code: 'too-short', right: '姓名全写，至少两个字' })
  if (until < from) found.push({ column: 'until', code: 'until-before', right: '任期起那天或以后' })
  if (kind === 'villagers' && born !== '' && from !== '' && eighteenOn(born) > from) {
    const right = `${paperDay(eighteenOn(born))}满十八周岁：任期起写那天或以后，还没满的先不写进来（村民委员会组织法第十三条）`
    found.push({ column: 'born', code: 'under-age', right })
  }
  const entering: Entering = {
    name,
    ...(phone ? { phone } : {}),
    ...(household ? { household } : {}),
    ...(of ? { class: of } : {}),
    woman: values.sex === 'woman',
    from,
    until,
  }
  return {
    row,
    name,
    household: household || null,
    phone: phone ? (phones.get(phone) ?? phone) : null,
    entering,
    found,
  }
}

const onRoll = (relation: string, of: Entrant): Found =>
  relation === 'phone-taken'
    ? { column: 'phone', code: 'phone-on-roll', right: `名册上是${of.name}；一个号码只登记一个人，没有手机的空着` }
    : {
        column: 'name',
        code: 'same-name',
        right: '名册上有同名的：是同一个人就删掉这一行；不是就补上户号或者手机号，还分不清的在名册上逐个加',
      }
const inFile = (relation: string, { row }: { readonly row: number }): Found =>
  relation === 'phone-taken'
    ? { column: 'phone', code: 'two-names', right: `第${row}行也是这个号码；一个号码只登记一个人，没有手机的空着` }
    : relation === 'same'
      ? { column: 'name', code: 'twice', right: `第${row}行写过这个人，留一行` }
      : { column: 'name', code: 'same-name', right: `和第${row}行同名：两行都写上户号或者手机号；是同一个人就留一行` }

const weighed = (body: string, { entering, row }: Typed, time: number, there: boolean): Checked<Item> => ({
  item: { body, entering, time },
  mark: String(row),
  there,
})

/** The key of an entry follows from the person, so that no file, request or restart enters anybody twice. */
const keyOf = (crypto: Crypto, body: string, { entering, time }: Pick<Item, 'entering' | 'time'>): string => {
  const { name, household = null, phone = null } = entering
  const who = crypto.keyedHash('people.import', JSON.stringify([body, name, household, phone]))
  return derivedId('import-roll', who, String(time))
}

/** 名册. Whoever is on it already is not entered again; the same row again changes nothing. */
export const importRollKind = (crypto: Crypto): ImportKind<Item> => ({
  id: 'roll',
  title: '名册',
  columns: rollColumns('villagers', []),
  may: keepsRolls,
  into: async (env, actor, into) => {
    const kept = await findKept(env, actor, into)
    if (!kept) return undefined
    const columns: readonly ImportColumn[] = rollColumns(kept.kind, kept.classes)
    return { title: kept.title, href: `/rolls/${into}`, columns }
  },
  whole: true,
  check: async (env, actor, rows, into) => {
    const kind = into.slice(13) as BodyKind
    const written = rows.flatMap(({ values }) => (values.phone ? [values.phone] : []))
    const [phones, known] = await Promise.all([
      residentsOfPhones(env, crypto, actor.county, written),
      knownOnRoll(env, actor, into, (sealed) => openName(crypto, sealed)),
    ])
    const [here, gone, file] = [entrants(known.here), entrants(known.gone), entrants<Typed>()]
    return rows.map((row): Checked<Item> => {
      const one = typed(row, kind, phones)
      const there = here.find(one)
      const before = file.find(one)
      file.put(one)
      if (there?.relation === 'same') return one.found.length > 0 ? { found: one.found } : weighed(into, one, 0, true)
      const also = [
        ...(there ? [onRoll(there.relation, there.of)] : []),
        ...(before ? [inFile(before.relation, before.of)] : []),
      ]
      // a cell is named once, for what the roll says of it before what the file does
      const found = [...one.found, ...also.filter(({ column }, i) => also[1 - i]?.column !== column || i === 0)]
      return found.length > 0 ? { found } : weighed(into, one, gone.count(one), false)
    })
  },
  write: async (env, { actor }, { body, ...item }) =>
    (await enterMember(env, crypto, body, item.entering, { actor, key: keyOf(crypto, body, item) })).id,
  undo: (env, { actor, ...by }, subject) =>
    takeBackEntry(env, subject, `撤销导入${by.number}`, {
      actor,
      key: derivedId('import-roll', 'undo', by.import, subject),
    }),
  writeMany: async (env, items) => {
    const [first] = items
    if (!first) return []
    const { body } = first.item
    const entries = items.map(({ item }) => ({ key: keyOf(crypto, body, item), entering: item.entering }))
    return enterMembers(env, crypto, body, entries, first.by.actor)
  },
})
