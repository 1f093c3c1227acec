import { randomBytes, randomUUID } from 'node:crypto'
import { blind, unblind } from '@gongzhi/deliberation/rules'
import { proposeTopic } from '@gongzhi/deliberation/server'
import { sealName } from '@gongzhi/identity/server'
import type { Actor } from '@gongzhi/kernel/reach.ts'
import { newToken, tokenHash } from '@gongzhi/kernel/server/session.ts'
import { tellTalk } from './demo/tell-talk.ts'
import { openTestHouse, youxian } from './testing-house.ts'

/* 石龙村's council over HTTP, with as many members as a test needs: what tests of votes share. */

export const village = '510704123206'
const body = `${village}.council`

export type Slip = { readonly slip: string; readonly proof: string; readonly blinded: string }
export type Member = { readonly member: string; readonly cookie: string }

/** A slip as a phone makes it, blinded; `sign`: with what the server signed it is whole. */
export const blankSlip = (modulus: string) => {
  const slip = randomBytes(32)
  const n = new Uint8Array(Buffer.from(modulus, 'hex'))
  let made = blind(n, slip, randomBytes(256))
  while (!made) made = blind(n, slip, randomBytes(256))
  const { inverse } = made
  const blinded = Buffer.from(made.blinded).toString('hex')
  const sign = (signed: string): Slip => {
    const proof = unblind(n, slip, new Uint8Array(Buffer.from(signed, 'hex')), inverse)
    return { slip: slip.toString('hex'), proof: Buffer.from(proof ?? []).toString('hex'), blinded }
  }
  return { blinded, sign }
}

/** The house with its talk told, served. `lines`: what the server logged. */
export const openTalkHouse = async () => {
  const h = await openTestHouse('2026-11-16T09:00:00+08:00')
  await tellTalk(h as never)
  const lines: string[] = []
  const app = await h.serve((line) => lines.push(JSON.stringify(line)))
  const cookies = new Map<string, string>()
  const cookieOf = async ({ account }: Actor): Promise<string> => {
    const known = cookies.get(account ?? '')
    if (known) return known
    const reply = await app.inject({ method: 'POST', url: '/api/demo/sessions', payload: { account } })
    const cookie = String(reply.headers['set-cookie']).split(';')[0] ?? ''
    cookies.set(account ?? '', cookie)
    return cookie
  }
  const send = (cookie: string | null, path: string, payload: object, key: string = randomUUID()) =>
    app.inject({
      method: 'POST',
      url: `/api${path}`,
      payload,
      headers: { 'idempotency-key': key, ...(cookie ? { cookie } : {}) },
    })
  const post = async (who: Actor | Member | null, path: string, payload: object = {}, key?: string) =>
    send(who === null ? null : 'cookie' in who ? who.cookie : await cookieOf(who), path, payload, key)
  const done = async (who: Actor | Member, path: string, payload: object = {}, key?: string) => {
    const reply = await post(who, path, payload, key)
    if (reply.statusCode !== 201) throw new Error(`${path} ${reply.statusCode} ${reply.body}`)
    return reply.json()
  }
  const unmet = async (who: Actor | Member, path: string, payload: object = {}): Promise<string[]> => {
    const reply = await post(who, path, payload)
    if (reply.statusCode !== 409) throw new Error(`${path} ${reply.statusCode} ${reply.body}`)
    return reply.json().unmet
  }
  const get = async (who: Actor, path: string) =>
    app.inject({ method: 'GET', url: `/api${path}`, headers: { cookie: await cookieOf(who) } })

  const chair = h.at(`${body}.council-chair`)
  const secretary = h.at(`${body}.council-secretary`)
  const branch = h.at(`${village}.branch.branch-secretary`)
  const members = () => Array.from({ length: 12 }, (_, n) => h.resident(village, n))
  /** The twelve as they stand on the roll, signed in. */
  const onRoll = async (): Promise<Member[]> => {
    const rows = await h.rows<{ id: string; account: string }>(
      'SELECT id, account FROM people.member WHERE body = $1',
      [body],
    )
    const ids = new Map(rows.map(({ id, account }) => [account, id]))
    return Promise.all(
      members().map(async (one) => ({ member: ids.get(one.account ?? '') ?? '', cookie: await cookieOf(one) })),
    )
  }
  /** So many invented members more, each signed in. */
  const addMembers = async (n: number): Promise<Member[]> => {
    const all = Array.from({ length: n }, () => {
      const token = `${youxian}.${newToken()}`
      return { account: randomUUID(), member: randomUUID(), hash: tokenHash(token), cookie: `gongzhi=${token}` }
    })
    const [accounts, ids] = [all.map(({ account }) => account), all.map(({ member }) => member)]
    await h.rows(
      `INSERT INTO identity.account (county, id, kind, created_at) SELECT $1, id, 'resident', now() FROM unnest($2::uuid[]) AS a (id)`,
      [youxian, accounts],
    )
    await h.rows(
      `INSERT INTO identity.session (county, id, token_hash, account, kind, device, started_at, seen_at, ends_at)
       SELECT $1, gen_random_uuid(), hash, account, 'resident', 'test', $2, $2, $2::timestamptz + interval '1 day'
       FROM unnest($3::bytea[], $4::uuid[]) AS s (hash, account)`,
      [youxian, new Date(h.env.now()), all.map(({ hash }) => hash), accounts],
    )
    await h.rows(
      `INSERT INTO people.member (county, id, body, account, name_enc, shown, class, household, woman, from_on, until_on)
       SELECT $1, m, $2, a, $5, '某○', 'masses', m::text, false, '2020-01-01', '2099-12-31' FROM unnest($3::uuid[], $4::uuid[]) AS v (a, m)`,
      [youxian, body, accounts, ids, sealName(h.crypto, '某某')],
    )
    return all.map(({ member, cookie }) => ({ member, cookie }))
  }

  /** A sitting talk at the item of a fresh topic, with these in the room; default: the twelve, by phone. */
  const sitting = async (title: string, here?: readonly Member[]) => {
    const { id: topic } = await proposeTopic(
      h.env,
      { unit: village, title, text: `${title}，商量商量。`, concerns: 'common', photos: [] },
      { actor: members()[0] as Actor, key: randomUUID() },
    )
    await done(branch, `/topics/${topic}/admission`)
    const { id } = await done(chair, '/meetings', {
      body,
      title: '临时夜话',
      startsAt: new Date(h.env.now() + 600_000).toISOString(),
      venue: '议事堂',
      venueKind: 'hall',
      agenda: [topic],
      urgent: '等不得三天。',
    })
    await done(chair, `/meetings/${id}/notice`)
    await h.relay()
    if (here) for (const { member } of here) await done(secretary, `/meetings/${id}/arrivals`, { member, how: 'list' })
    else {
      const { doorCode } = (await get(chair, `/meetings/${id}`)).json()
      for (const one of members()) await done(one, `/meetings/${id}/arrival`, { code: doorCode })
    }
    await done(chair, `/meetings/${id}/opening`)
    await done(chair, `/meetings/${id}/open-list`)
    await done(chair, `/meetings/${id}/item`, { topic })
    await done(chair, `/meetings/${id}/round`)
    return { id, topic }
  }
  const put = async (id: string, mode: 'open' | 'secret') => {
    const vote = randomUUID()
    await done(chair, `/meetings/${id}/votes`, { id: vote, mode, text: '照办。', clauses: [{ text: '照办' }] })
    return vote
  }
  const annul = (vote: string) => done(chair, `/votes/${vote}/annulment`, { reason: '重来。' })
  const end = (id: string) => done(chair, `/meetings/${id}/end`)

  const modulusOf = async (vote: string): Promise<string> => {
    const [row] = await h.rows<{ public_key: string }>('SELECT public_key FROM deliberation.vote WHERE id = $1', [vote])
    return row?.public_key ?? ''
  }
  /** What a member's phone does to get its slip. */
  const fetchSlip = async (one: Actor | Member, vote: string, modulus: string): Promise<Slip> => {
    const blank = blankSlip(modulus)
    const { signed } = await done(one, `/votes/${vote}/slips`, { blinded: blank.blinded })
    return blank.sign(signed)
  }
  const drop = (vote: string, { slip, proof }: Slip, choice: string) =>
    send(null, `/votes/${vote}/urn`, { county: youxian, slip, proof, choice })

  /** Days have gone by: whoever comes back signs in again. */
  const signInAgain = () => cookies.clear()
  const close = async () => {
    await app.close()
    await h.close()
  }
  return {
    ...{ h, app, lines, cookieOf, chair, secretary, branch, members, onRoll, addMembers, post, done, unmet, get },
    ...{ sitting, put, annul, end, modulusOf, fetchSlip, drop, signInAgain, close },
  }
}

export type TalkHouse = Awaited<ReturnType<typeof openTalkHouse>>
