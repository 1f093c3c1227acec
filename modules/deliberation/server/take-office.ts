import { openName } from '@gongzhi/identity/server'
import { dayOf, isoDay } from '@gongzhi/kernel/clock.ts'
import { notFound, notYours, refused } from '@gongzhi/kernel/problem.ts'
import { systemActor } from '@gongzhi/kernel/reach.ts'
import { performAct, scopeOf } from '@gongzhi/kernel/server/act.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import { capacityFor } from '@gongzhi/kernel/server/docket.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import { findDocket, readDocket } from '@gongzhi/kernel/server/store-act.ts'
import { foresee } from '@gongzhi/people/server'
import type { endpoints } from '../contract.ts'
import { electionAccess } from './access.ts'
import { takeOfficeAct } from './election-acts.ts'
import { findStaffName, listElected, loadElection, readElection } from './store-election.ts'

/** The post that the chair of a council takes. */
export const chairPost = (unit: string): string => `${unit}.council.council-chair`

/**
 * 履职: first whether the account is that of the elected chair and may take the post (§6), then the act; the roll and the post
 * follow from it (hear-election.ts).
 */
export const takeOffice =
  (crypto: Crypto) =>
  async ({ env, actor, params, body, key, madeAt }: Context<typeof endpoints.takeOffice>) => {
    const { county } = actor
    const account = body.chairAccount ?? null
    const [dockets = [], rows = [], elected = [], staff = []] = await env.db.batch(scopeOf(actor), [
      findDocket(county, params.id),
      loadElection(county, params.id),
      listElected(county, params.id),
      findStaffName(county, account),
    ])
    if (!dockets[0] || !rows[0]) throw notFound()
    const docket = readDocket(dockets[0])
    if (!capacityFor(electionAccess['take-office'] ?? [], actor, docket, [])) throw notYours('take-office')
    const row = readElection(rows[0])
    const chair = elected.find((one) => one.chair === true)
    const chairIs =
      chair !== undefined &&
      staff[0] !== undefined &&
      openName(crypto, staff[0].name_enc as string) === openName(crypto, chair.name_enc as string)
    if (chairIs && account !== null && docket.state === 'posted') {
      const asked = {
        post: chairPost(row.unitCode),
        account,
        from: isoDay(dayOf(env.now())),
        until: row.until,
        kin: [],
      }
      const found = await foresee(env, asked, systemActor(county), true)
      // whoever holds the post goes with the term before
      const unmet = found.unmet.filter((id) => id !== 'post-vacant')
      if (unmet.length > 0) throw refused('take-office', ['chair-compatible'], ['posted'])
    }
    return performAct(env, takeOfficeAct, params.id, { ...body, chairIs }, { actor, key, madeAt })
  }
