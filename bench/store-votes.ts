import type pg from 'pg'

export type Voter = { readonly account: string; readonly member: string }

/** As many members more on a council's roll, all in the room of a meeting. */
export const addMembers = async (
  client: pg.Client,
  county: string,
  body: string,
  meetings: readonly string[],
  all: readonly Voter[],
): Promise<void> => {
  const [accounts, members] = [all.map((one) => one.account), all.map((one) => one.member)]
  await client.query(
    `INSERT INTO people.member (county, id, body, account, name_enc, shown, class, household, woman, from_on, until_on)
     SELECT $1, m, $2, a, 'x', '某○', 'masses', m::text, false, '2020-01-01', '2099-12-31'
     FROM unnest($3::uuid[], $4::uuid[]) AS v (a, m)`,
    [county, body, accounts, members],
  )
  for (const meeting of meetings)
    await client.query(
      `INSERT INTO deliberation.arrival (county, meeting, member, here, how, came_at)
       SELECT $1, $2, m, true, 'list', now() FROM unnest($3::uuid[]) AS v (m)`,
      [county, meeting, members],
    )
  await client.query('ANALYZE people.member, deliberation.arrival')
}

/** Ballots of one vote, each in a transaction of its own, by so many clients; answers how many a second. */
export const plainBallots = async (
  open: () => Promise<pg.Client>,
  clients: number,
  county: string,
  vote: string,
  members: readonly string[],
): Promise<number> => {
  const all = await Promise.all(Array.from({ length: clients }, open))
  const from = performance.now()
  const next = members.values()
  await Promise.all(
    all.map(async (client) => {
      for (const member of next)
        await client.query({
          name: 'ballot',
          text: `INSERT INTO deliberation.ballot (county, vote, member, choice, how) VALUES ($1, $2, $3, 'yes', 'phone')`,
          values: [county, vote, member],
        })
    }),
  )
  const seconds = (performance.now() - from) / 1000
  await Promise.all(all.map((client) => client.end()))
  return members.length / seconds
}
