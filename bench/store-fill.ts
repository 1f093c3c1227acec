import type pg from 'pg'

/* A county's matters, thousands at a time, straight into the tables: what years of use would leave behind. */

const YEARS = 3
const CHUNK = 50_000

/** Indexes that a big fill builds at the end rather than row by row. */
const LATE = ['docket_by_town', 'docket_by_village', 'docket_by_party', 'docket_words_bigrams']

/** Fills kernel.docket, its words, the journal's openings and matters.matter with `count` matters spread over the county's villages. */
export const fillMatters = async (
  client: pg.Client,
  county: string,
  count: number,
  say: (line: string) => void,
): Promise<void> => {
  await client.query(`SET synchronous_commit = off; SET maintenance_work_mem = '512MB'; SET work_mem = '64MB'`)
  await client.query(
    `CREATE TEMP TABLE place AS SELECT row_number() OVER (ORDER BY v.code) - 1 AS n, v.code AS village, left(v.code, 9) AS town,
       coalesce((SELECT o.id FROM territory.organisation o WHERE o.county = v.county AND o.seat = v.code AND o.kind = 'service' AND o.valid_to IS NULL LIMIT 1),
                (SELECT o.id FROM territory.organisation o WHERE o.county = v.county AND o.kind = 'coordination' AND o.valid_to IS NULL ORDER BY o.id LIMIT 1)) AS org
     FROM territory.division v WHERE v.county = $1 AND v.level = 'village' AND v.valid_to IS NULL`,
    [county],
  )
  await client.query(
    `CREATE TEMP TABLE reporter AS SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM identity.account WHERE county = '${county}' AND kind = 'resident'`,
  )
  const { rows: late } = await client.query<{ indexdef: string }>(
    `SELECT indexdef FROM pg_indexes WHERE schemaname = 'kernel' AND indexname = ANY($1)`,
    [LATE],
  )
  const big = count > 100_000
  if (big) for (const name of LATE) await client.query(`DROP INDEX kernel.${name}`)
  for (let from = 1; from <= count; from += CHUNK) {
    await client.query(FILL, [county, from, Math.min(from + CHUNK - 1, count), count, `${YEARS} years`])
    say(`filled ${Math.min(from + CHUNK - 1, count)} of ${count}`)
  }
  if (big) {
    for (const { indexdef } of late) {
      say(indexdef.slice(0, 60))
      await client.query(indexdef)
    }
  }
  await client.query('RESET synchronous_commit')
  await client.query('VACUUM ANALYZE')
  await client.query('CHECKPOINT')
}

/*
 * Two of a hundred are open, half of those with a deadline to come; the rest closed, most of them in time and to the
 * reporter's content. Ids are UUIDv7 of the instant of opening, so the newest comes first as in life.
 */
const FILL = `
WITH seed AS (
  SELECT n, md5($4::int || ' matters ' || n) AS h, now() - $5::interval * (1 - n::float8 / $4::int) - interval '1 hour' AS at
  FROM generate_series($2::int, $3::int) n),
one AS (
  SELECT s.n, s.at, p.village, p.town, p.org, r.id AS party, s.h,
    (lpad(to_hex((extract(epoch FROM s.at) * 1000)::bigint), 12, '0') || '7' || substr(s.h, 1, 3) || '8' || substr(s.h, 4, 15))::uuid AS id,
    to_char(s.at, 'YYYY') || '-M-' || (10000000 + $4::int + s.n) AS number,
    s.n % 50 <> 0 AS closed,
    (ARRAY['sanitation','road','lighting','water','dispute','livelihood','power','other'])[1 + s.n % 8] AS category,
    (ARRAY['路灯','垃圾桶','排水沟','村道','水管','晒谷场','文化室','桥栏杆'])[1 + s.n % 8] || (ARRAY['坏了','满了','堵了','塌了','漏水','被占用','没有灯'])[1 + s.n % 7] AS title
  FROM seed s
  JOIN place p ON p.n = ('x' || substr(s.h, 20, 6))::bit(24)::int % (SELECT count(*) FROM place)
  JOIN reporter r ON r.n = s.n % (SELECT count(*) FROM reporter)),
d AS (
  INSERT INTO kernel.docket (county, id, kind, number, title, unit_code, town, state, category, level, holder_org, party, due_at,
    supervised, seq, hash, opened_at, since_at, changed_at, closed_at)
  SELECT $1, id, 'matter', number, title, village, town, CASE WHEN closed THEN 'closed' ELSE 'handling' END, category, 'normal',
    CASE WHEN closed THEN NULL ELSE org END, party, CASE WHEN closed THEN NULL ELSE now() + (n % 20 - 5) * interval '1 day' END,
    false, 1, sha256(h::bytea), at, at, at, CASE WHEN closed THEN at + interval '6 days' END
  FROM one),
w AS (
  INSERT INTO kernel.docket_words (county, id, words, bigrams)
  SELECT $1, id, t.words, ARRAY(SELECT DISTINCT substr(t.words, i, 2) FROM generate_series(1, length(t.words) - 1) i)
  FROM one, LATERAL (SELECT title || '在第' || n || '号门前请尽快来看' AS words) t),
j AS (
  INSERT INTO kernel.journal (county, subject, seq, unit_code, party, at, made_at, actor, actor_kind, act, to_state, rule, key, asked, data, data_hash, prev, hash)
  SELECT $1, id, 1, village, party, at, at, party, 'resident', 'report', 'reported', 'fill', h::uuid, sha256(h::bytea), '{"channel":"self"}',
    sha256(h::bytea), sha256(h::bytea), sha256(h::bytea)
  FROM one)
INSERT INTO matters.matter (county, id, unit_code, party, variant, category, level, body, fields, channel, photos, sealed, first_org, tier,
  lead_org, accepted_at, accept_due_at, limit_from_at, limit_amount, limit_unit, pauses, round, returns, outcome, outcome_text,
  concluded_at, conclude_due_at, answer_text, visit_tries, visit_outcome, visited_at, satisfied, rated_at)
SELECT $1, id, village, party, 'matter', category, 'normal', title || '，请尽快派人来看看，老人小孩经过都不方便，谢谢。', '{}', 'self', '{}', false, org, 'village',
  org, at + interval '3 hours', at + interval '1 day', at + interval '3 hours', 15, 'workday', '[]', 1, (n % 41 = 0)::int,
  CASE WHEN closed THEN CASE WHEN n % 9 = 0 THEN 'explained' ELSE 'resolved' END END, CASE WHEN closed THEN '已派人到场处理' END,
  CASE WHEN closed THEN at + (2 + n % 25) * interval '1 day' END, CASE WHEN closed THEN at + interval '21 days' END, CASE WHEN closed THEN '已处理' END, 0,
  CASE WHEN closed THEN 'reached' END, CASE WHEN closed THEN at + interval '6 days' END, CASE WHEN closed THEN n % 11 <> 0 END,
  CASE WHEN closed THEN at + interval '6 days' END
FROM one`

/** Opens `count` sessions of the county's residents at once: what as many signed-in phones would hold. Answers whose. */
export const openSessions = async (
  client: pg.Client,
  county: string,
  tokens: readonly { readonly id: string; readonly hash: Buffer }[],
): Promise<readonly { readonly account: string; readonly village: string }[]> => {
  const { rows } = await client.query<{ account: string; village: string }>(
    `WITH who AS (SELECT row_number() OVER (ORDER BY id) - 1 AS n, id, village FROM identity.account WHERE county = $1 AND kind = 'resident' AND state = 'open'),
     t AS (SELECT id, hash, row_number() OVER () - 1 AS n FROM unnest($2::uuid[], $3::bytea[]) AS t (id, hash)),
     s AS (SELECT t.n, t.id, t.hash, who.id AS account, who.village FROM t JOIN who ON who.n = t.n % (SELECT count(*) FROM who)),
     i AS (INSERT INTO identity.session (county, id, token_hash, account, kind, device, started_at, seen_at, ends_at)
       SELECT $1, id, hash, account, 'resident', 'bench', now(), now(), now() + interval '1 day' FROM s)
     SELECT account, village FROM s ORDER BY n`,
    [county, tokens.map((t) => t.id), tokens.map((t) => t.hash)],
  )
  // thousands signing in within a second is the bench's doing: what autovacuum does within a minute is done at once
  await client.query('ANALYZE identity.session')
  return rows
}

/** Makes a database anew from another; nobody may be connected to either. */
export const copyDatabase = async (client: pg.Client, from: string, to: string): Promise<void> => {
  await client.query(`DROP DATABASE IF EXISTS ${to} WITH (FORCE)`)
  await client.query(`CREATE DATABASE ${to} TEMPLATE ${from}`)
}

/** What the figures say about the server they were measured on. */
export const settingsOf = async (client: pg.Client): Promise<Record<string, string>> => {
  const { rows } = await client.query<{ name: string; setting: string }>(
    `SELECT name, current_setting(name) AS setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers', 'server_version')`,
  )
  return Object.fromEntries(rows.map((row) => [row.name, row.setting]))
}

export const databaseExists = async (client: pg.Client, name: string): Promise<boolean> =>
  ((await client.query('SELECT FROM pg_database WHERE datname = $1', [name])).rowCount ?? 0) > 0

/** Drops databases of earlier shapes. */
export const dropOthers = async (client: pg.Client, keep: string): Promise<void> => {
  const { rows } = await client.query<{ datname: string }>(
    `SELECT datname FROM pg_database WHERE datname LIKE 'bench\\_%' AND NOT starts_with(datname, $1)`,
    [keep],
  )
  for (const { datname } of rows) await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`)
}
