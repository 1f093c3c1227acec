import { type Columns, insertBy, patchBy, readBy } from '@gongzhi/kernel/server/columns.ts'
import { prepared, type Row, type Statement } from '@gongzhi/kernel/server/db.ts'
import type { Choice, Vote } from '../rules/rows.ts'
import { ENTITLED } from './store.ts'

/* Votes, their voters, ballots and the urn. No row in here ties a voter of a secret vote to a choice (P3, I6). */

type Stored = Omit<Vote, 'cast' | 'slipsByPaper' | 'slipsByPhone' | 'roomPresent' | 'roomEntitled' | 'sitsAt'>
const VOTE: Columns<Stored> = {
  meeting: { column: 'meeting' },
  topic: { column: 'topic' },
  unitCode: { column: 'unit_code' },
  body: { column: 'body' },
  mode: { column: 'mode' },
  text: { column: 'text' },
  clauses: { column: 'clauses', kind: 'json' },
  snapshot: { column: 'snapshot' },
  entitled: { column: 'entitled' },
  present: { column: 'present' },
  recused: { column: 'recused' },
  publicKey: { column: 'public_key' },
  privateKey: { column: 'private_key' },
  paper: { column: 'paper', kind: 'json' },
  counts: { column: 'counts', kind: 'json' },
  verdicts: { column: 'verdicts', kind: 'json' },
  passed: { column: 'passed' },
  ballots: { column: 'ballots' },
  resolution: { column: 'resolution' },
  annulled: { column: 'annulled' },
}

const RECUSED = `EXISTS (SELECT FROM deliberation.recusal r WHERE r.county = m.county AND r.meeting = m.id AND r.topic = v.topic
  AND r.member = p.id)`
/** What stands beside a vote at this moment: what is in, who is in the room. */
const BESIDE = `
  (SELECT json_build_object('yes', count(*) FILTER (WHERE choice = 'yes'), 'no', count(*) FILTER (WHERE choice = 'no'),
      'abstain', count(*) FILTER (WHERE choice = 'abstain'))
    FROM (SELECT choice FROM deliberation.ballot b WHERE b.county = v.county AND b.vote = v.id
      UNION ALL SELECT choice FROM deliberation.urn u WHERE u.county = v.county AND u.vote = v.id) c) AS cast,
  (SELECT count(*) FROM deliberation.slip s WHERE s.county = v.county AND s.vote = v.id AND s.how = 'paper') AS by_paper,
  (SELECT count(*) FROM deliberation.slip s WHERE s.county = v.county AND s.vote = v.id AND s.how = 'phone') AS by_phone,
  (SELECT count(*) FROM people.member p JOIN deliberation.arrival a ON a.county = p.county AND a.meeting = m.id
    AND a.member = p.id AND a.here WHERE ${ENTITLED} AND NOT ${RECUSED}) AS room_present,
  (SELECT count(*) FROM people.member p WHERE ${ENTITLED} AND NOT ${RECUSED}) AS room_entitled,
  m.starts_at AS sits_at`
const FROM = 'FROM deliberation.vote v JOIN deliberation.meeting m ON m.county = v.county AND m.id = v.meeting'

export const loadVote = (county: string, id: string): Statement =>
  prepared(`SELECT v.*, ${BESIDE} ${FROM} WHERE v.county = $1 AND v.id = $2`, [county, id])
export const readVote = (row: Row): Vote => ({
  ...readBy<Stored>(VOTE, row),
  cast: row.cast as Vote['cast'],
  slipsByPaper: row.by_paper as number,
  slipsByPhone: row.by_phone as number,
  roomPresent: row.room_present as number,
  roomEntitled: row.room_entitled as number,
  sitsAt: (row.sits_at as Date).getTime(),
})
const stored = <V extends Partial<Vote>>(vote: V) => {
  const { cast: _c, slipsByPaper: _p, slipsByPhone: _s, roomPresent: _r, roomEntitled: _e, sitsAt: _a, ...row } = vote
  return row
}
export const insertVote = (county: string, id: string, row: Vote): Statement =>
  insertBy('deliberation.vote', VOTE, county, id, stored(row) as Stored)
export const patchVote = (county: string, id: string, change: Partial<Vote>): Statement | undefined =>
  patchBy('deliberation.vote', VOTE, county, id, stored(change))

/** Votes of a meeting with their docket and, for an account, what is its own in each. */
export const votesOf = (county: string, meeting: string, account: string | null): Statement =>
  prepared(
    `SELECT v.*, ${BESIDE}, d.number AS docket_number, d.state AS docket_state,
       CASE WHEN v.mode = 'open' THEN (SELECT coalesce(json_agg(b.member), '[]') FROM deliberation.ballot b
         WHERE b.county = v.county AND b.vote = v.id) ELSE '[]' END AS balloted,
       (SELECT json_build_object('member', o.member,
          'mine', (SELECT b.choice FROM deliberation.ballot b WHERE b.county = o.county AND b.vote = o.vote AND b.member = o.member),
          'slip', (SELECT s.how FROM deliberation.slip s WHERE s.county = o.county AND s.vote = o.vote AND s.member = o.member))
        FROM deliberation.voter o WHERE o.county = v.county AND o.vote = v.id AND o.account = $3::uuid) AS me
     ${FROM} JOIN kernel.docket d ON d.county = v.county AND d.id = v.id
     WHERE v.county = $1 AND v.meeting = $2 ORDER BY v.id`,
    [county, meeting, account],
  )

/** Who may vote: members in the room at this moment, recused ones of the item left out. */
export const openVoters = (county: string, vote: string, meeting: string, topic: string): Statement =>
  prepared(
    `INSERT INTO deliberation.voter (county, vote, member, account)
     SELECT m.county, $2, p.id, p.account FROM deliberation.meeting m
     JOIN people.member p ON ${ENTITLED}
     JOIN deliberation.arrival a ON a.county = p.county AND a.meeting = m.id AND a.member = p.id AND a.here
     WHERE m.county = $1 AND m.id = $3 AND NOT EXISTS (SELECT FROM deliberation.recusal r WHERE r.county = m.county
       AND r.meeting = m.id AND r.topic = $4 AND r.member = p.id)`,
    [county, vote, meeting, topic],
  )

/** How a member stands in a vote: a row when they may vote; `free`: neither a ballot nor a slip yet. */
export const findVoter = (county: string, vote: string, member: string): Statement =>
  prepared(
    `SELECT o.member, NOT EXISTS (SELECT FROM deliberation.ballot b WHERE b.county = o.county AND b.vote = o.vote
         AND b.member = o.member)
       AND NOT EXISTS (SELECT FROM deliberation.slip s WHERE s.county = o.county AND s.vote = o.vote AND s.member = o.member) AS free
     FROM deliberation.voter o WHERE o.county = $1 AND o.vote = $2 AND o.member = $3`,
    [county, vote, member],
  )
export const addBallot = (county: string, vote: string, member: string, choice: Choice, how: string): Statement =>
  prepared('INSERT INTO deliberation.ballot (county, vote, member, choice, how) VALUES ($1, $2, $3, $4, $5)', [
    county,
    vote,
    member,
    choice,
    how,
  ])
export const addPaperSlip = (county: string, vote: string, member: string): Statement =>
  prepared(`INSERT INTO deliberation.slip (county, vote, member, how) VALUES ($1, $2, $3, 'paper')`, [
    county,
    vote,
    member,
  ])

/** Ballots as they are hashed: by member for an open vote, by slip for a secret one. */
export const ballotLines = (county: string, vote: string): Statement =>
  prepared(
    `SELECT member::text AS of, choice FROM deliberation.ballot WHERE county = $1 AND vote = $2
     UNION ALL SELECT encode(slip, 'hex'), choice FROM deliberation.urn WHERE county = $1 AND vote = $2`,
    [county, vote],
  )
/** The urn shaken: every slip written anew in the order of its own random number, in one stroke. */
export const shakeUrn = (county: string, vote: string): Statement =>
  prepared(
    `WITH taken AS (DELETE FROM deliberation.urn WHERE county = $1 AND vote = $2 RETURNING *)
     INSERT INTO deliberation.urn SELECT * FROM taken ORDER BY slip`,
    [county, vote],
  )

/** Votes stand still while somebody votes in them, and nobody votes in one that is being closed. */
export const holdVotes = (county: string, votes: readonly string[]): Statement =>
  prepared(
    `SELECT d.id, d.state, v.mode, v.public_key, v.private_key FROM kernel.docket d
     JOIN deliberation.vote v ON v.county = d.county AND v.id = d.id
     WHERE d.county = $1 AND d.id = ANY ($2::uuid[]) ORDER BY d.id FOR SHARE OF d`,
    [county, votes],
  )
export type Casting = { readonly vote: string; readonly account: string; readonly choice: Choice }
/**
 * Ballots by phone, many at once: of those who may vote, in votes that are open; whoever has voted is left alone. In one order
 * everywhere, so that two processes with the same member never wait for each other.
 */
export const castMany = (county: string, all: readonly Casting[]): Statement =>
  prepared(
    `INSERT INTO deliberation.ballot (county, vote, member, choice, how)
     SELECT $1, c.vote, o.member, c.choice, 'phone' FROM unnest($2::uuid[], $3::uuid[], $4::text[]) AS c (vote, account, choice)
     JOIN deliberation.voter o ON o.county = $1 AND o.vote = c.vote AND o.account = c.account
     JOIN kernel.docket d ON d.county = $1 AND d.id = c.vote AND d.state = 'open'
     JOIN deliberation.vote v ON v.county = $1 AND v.id = c.vote AND v.mode = 'open'
     ORDER BY c.vote, o.member ON CONFLICT (county, vote, member) DO NOTHING`,
    [county, all.map(({ vote }) => vote), all.map(({ account }) => account), all.map(({ choice }) => choice)],
  )
/** What stands of some ballots, in the order asked. */
export const castOf = (county: string, all: readonly Casting[]): Statement =>
  prepared(
    `WITH counted AS (SELECT x.vote, count(*) AS many FROM deliberation.ballot x
       WHERE x.county = $1 AND x.vote = ANY ($2::uuid[]) GROUP BY x.vote)
     SELECT c.n, o.member, b.choice, coalesce(k.many, 0) AS many
     FROM unnest($2::uuid[], $3::uuid[]) WITH ORDINALITY AS c (vote, account, n)
     LEFT JOIN counted k ON k.vote = c.vote
     LEFT JOIN deliberation.voter o ON o.county = $1 AND o.vote = c.vote AND o.account = c.account
     LEFT JOIN deliberation.ballot b ON b.county = $1 AND b.vote = c.vote AND b.member = o.member ORDER BY c.n`,
    [county, all.map(({ vote }) => vote), all.map(({ account }) => account)],
  )

/** Marks that a blank slip was given out; once a voter, while the vote is open, for what its key can sign: less than its modulus. */
export const giveSlip = (county: string, vote: string, account: string, blinded: string): Statement =>
  prepared(
    `INSERT INTO deliberation.slip (county, vote, member, how, blinded)
     SELECT $1, $2, o.member, 'phone', $4 FROM deliberation.voter o
     JOIN kernel.docket d ON d.county = $1 AND d.id = $2 AND d.state = 'open'
     JOIN deliberation.vote v ON v.county = $1 AND v.id = $2 AND v.mode = 'secret' AND $4 < v.public_key COLLATE "C"
     WHERE o.county = $1 AND o.vote = $2 AND o.account = $3::uuid ON CONFLICT (county, vote, member) DO NOTHING`,
    [county, vote, account, blinded],
  )
/** Whose slip it is, and which blinded one it was given for. */
export const slipOf = (county: string, vote: string, account: string): Statement =>
  prepared(
    `SELECT o.member, s.how, s.blinded FROM deliberation.voter o
     LEFT JOIN deliberation.slip s ON s.county = o.county AND s.vote = o.vote AND s.member = o.member
     WHERE o.county = $1 AND o.vote = $2 AND o.account = $3::uuid`,
    [county, vote, account],
  )
export type Dropping = { readonly vote: string; readonly slip: string; readonly proof: string; readonly choice: Choice }
/** Slips into the urn, many at once and in the order of their own random numbers. */
export const dropMany = (county: string, all: readonly Dropping[]): Statement =>
  prepared(
    `INSERT INTO deliberation.urn (county, vote, slip, proof, choice)
     SELECT $1, c.vote, decode(c.slip, 'hex'), decode(c.proof, 'hex'), c.choice
     FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) AS c (vote, slip, proof, choice)
     JOIN kernel.docket d ON d.county = $1 AND d.id = c.vote AND d.state = 'open'
     ORDER BY c.slip ON CONFLICT (county, vote, slip) DO NOTHING`,
    [
      county,
      all.map(({ vote }) => vote),
      all.map(({ slip }) => slip),
      all.map(({ proof }) => proof),
      all.map(({ choice }) => choice),
    ],
  )
export const droppedOf = (county: string, all: readonly Dropping[]): Statement =>
  prepared(
    `SELECT c.n, u.choice FROM unnest($2::uuid[], $3::text[]) WITH ORDINALITY AS c (vote, slip, n)
     LEFT JOIN deliberation.urn u ON u.county = $1 AND u.vote = c.vote AND u.slip = decode(c.slip, 'hex') ORDER BY c.n`,
    [county, all.map(({ vote }) => vote), all.map(({ slip }) => slip)],
  )
