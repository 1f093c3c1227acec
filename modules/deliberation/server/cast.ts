import { invalid, notFound, Problem, refused } from '@gongzhi/kernel/problem.ts'
import type { Crypto } from '@gongzhi/kernel/server/crypto.ts'
import type { Row, Scope } from '@gongzhi/kernel/server/db.ts'
import type { Context } from '@gongzhi/kernel/server/module.ts'
import type { Env } from '@gongzhi/kernel/server/subject.ts'
import type { endpoints } from '../contract.ts'
import { gathering } from './gather.ts'
import {
  type Casting,
  castMany,
  castOf,
  type Dropping,
  dropMany,
  droppedOf,
  giveSlip,
  holdVotes,
  slipOf,
} from './store-vote.ts'
import { isSlipSigned, signBlinded } from './vote-keys.ts'

/* Ballots. No acts of the docket: five hundred a second on one vote must not queue for one row; the vote's own closing counts. */

const reach = (county: string): Scope => ({ scopes: [county], orgs: [], account: null })
const held = (rows: readonly Row[], vote: string) => rows.find(({ id }) => id === vote)

type Cast = { readonly state: string | null; readonly mode: string | null; readonly own: Row | undefined }

const castTogether = gathering<Env, Casting, Cast>(4, 500, async (env, county, all) => {
  const votes = [...new Set(all.map(({ vote }) => vote))]
  const [held_ = [], , stands = []] = await env.db.batch(reach(county), [
    holdVotes(county, votes),
    castMany(county, all),
    castOf(county, all),
  ])
  return all.map(({ vote }, n) => {
    const row = held(held_, vote)
    return { state: (row?.state as string) ?? null, mode: (row?.mode as string) ?? null, own: stands[n] }
  })
})

/** Handles POST /votes/:id/ballots: one ballot each in an open vote; the same again answers the same. */
export const cast = async ({ env, actor, params, body }: Context<typeof endpoints.cast>) => {
  const { state, mode, own } = await castTogether(env, actor.county, {
    vote: params.id,
    account: actor.account ?? '',
    choice: body.choice,
  })
  if (state === null) throw notFound()
  if (own?.choice === body.choice) return { vote: params.id, choice: body.choice, in: own.many as number }
  if (own?.choice) throw new Problem(409, 'ballot-cast', { act: 'cast', unmet: ['one-ballot'] })
  throw refused(
    'cast',
    [
      ...(state === 'open' ? [] : ['state']),
      ...(own?.member ? [] : ['member-may-vote']),
      ...(mode === 'open' ? [] : ['by-show-of-hands']),
    ],
    ['open'],
  )
}

/** Handles POST /votes/:id/slips: signs one blinded slip for each voter; the same again answers the same. */
export const slip =
  (crypto: Crypto) =>
  async ({ env, actor, params, body }: Context<typeof endpoints.slip>) => {
    const { county } = actor
    const account = actor.account ?? ''
    const [votes = [], , own = []] = await env.db.batch(reach(county), [
      holdVotes(county, [params.id]),
      giveSlip(county, params.id, account, body.blinded),
      slipOf(county, params.id, account),
    ])
    const vote = votes[0]
    if (!vote) throw notFound()
    // beyond the modulus there is nothing to sign, and no slip was given for it
    if (typeof vote.public_key === 'string' && body.blinded >= vote.public_key)
      throw invalid([{ pointer: '/body/blinded', code: 'too_big' }])
    const mine = own[0]
    const unmet = [
      ...(vote.state === 'open' ? [] : ['state']),
      ...(mine ? [] : ['member-may-vote']),
      ...(vote.mode === 'secret' ? [] : ['secret']),
      ...(mine && mine.blinded !== body.blinded && vote.mode === 'secret' && vote.state === 'open'
        ? ['member-has-no-ballot']
        : []),
    ]
    if (unmet.length > 0 || typeof vote.private_key !== 'string') throw refused('slip', unmet, ['open'])
    return { signed: signBlinded(crypto, vote.private_key, body.blinded) }
  }

type Dropped = { readonly state: string | null; readonly choice: string | null }
/** Slips wait for each other a moment and go in by their own random numbers: the order of coming is kept nowhere. */
const dropTogether = gathering<Env, Dropping, Dropped>(60, 500, async (env, county, all) => {
  const votes = [...new Set(all.map(({ vote }) => vote))]
  const [rows = [], , stands = []] = await env.db.batch(reach(county), [
    holdVotes(county, votes),
    dropMany(county, all),
    droppedOf(county, all),
  ])
  return all.map(({ vote }, n) => ({
    state: (held(rows, vote)?.state as string) ?? null,
    choice: (stands[n]?.choice as string | null) ?? null,
  }))
})

/** Handles POST /votes/:id/urn: a signed slip with a choice, from nobody; the same slip again answers the same (I6). */
export const drop = async ({ env, params, body }: Context<typeof endpoints.drop>) => {
  const { county, slip: number, proof, choice } = body
  const [votes = []] = await env.db.batch(reach(county), [holdVotes(county, [params.id])])
  const modulus = votes[0]?.public_key
  if (typeof modulus !== 'string') throw notFound()
  if (!isSlipSigned(modulus, number, proof)) throw new Problem(403, 'slip-not-signed')
  const { choice: kept } = await dropTogether(env, county, { vote: params.id, slip: number, proof, choice })
  if (kept === null) throw refused('drop', ['state'], ['open'])
  if (kept !== choice) throw new Problem(409, 'ballot-cast', { act: 'drop', unmet: ['one-ballot'] })
  return { in: true as const }
}
