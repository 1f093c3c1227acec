import type { Actor } from '@gongzhi/kernel/reach.ts'
import { scopeOf } from '@gongzhi/kernel/server/act.ts'
import { capacityAt, everMay } from '@gongzhi/kernel/server/docket.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import { type Entrant, plainName } from '../rules/entrants.ts'
import { memberAccess } from './roll-subjects.ts'
import { type BodyRow, findBody, listMembers, readBody, readMember } from './store-roll.ts'

/** The body by its name, when it stands and somebody keeps its roll. */
export const findKept = async (env: Env, actor: Actor, body: string): Promise<BodyRow | undefined> => {
  if (!body.startsWith(actor.county)) return undefined
  const [found = []] = await env.db.batch(scopeOf(actor), [findBody(actor.county, body)])
  const stored = found[0]
  if (stored?.state !== 'standing') return undefined
  const known = readBody(stored)
  return capacityAt(memberAccess.enter, actor, known.unitCode) ? known : undefined
}

/** Whether somebody keeps rolls anywhere. */
export const keepsRolls = (actor: Actor): boolean => everMay(memberAccess, ['enter'], actor).length > 0

/** Everybody who is or was on a roll, with the account for a phone: to tell whether somebody is on it already. */
export const knownOnRoll = async (
  env: Env,
  actor: Actor,
  body: string,
  openName: (sealed: string) => string,
): Promise<{ readonly here: readonly Entrant[]; readonly gone: readonly Entrant[] }> => {
  const [rows = []] = await env.db.batch(scopeOf(actor), [listMembers(actor.county, body)])
  const members = rows.map(readMember)
  const entrant = (m: (typeof members)[number]): Entrant => ({
    name: plainName(openName(m.nameEnc)),
    household: m.household,
    phone: m.account,
  })
  return {
    here: members.filter(({ endedOn }) => endedOn === null).map(entrant),
    gone: members.filter(({ endedOn }) => endedOn !== null).map(entrant),
  }
}
