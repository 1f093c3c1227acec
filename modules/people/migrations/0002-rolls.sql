-- Bodies that decide, who is entitled in them, and the roll as it was at each decision (R1, D08, I5).

-- `body`: `<12-digit unit>.<kind>`. One of a kind in a unit. Row of the subject kind `body`.
CREATE TABLE people.body (
  county    text COLLATE "C" NOT NULL,
  id        uuid NOT NULL,
  body      text COLLATE "C" NOT NULL,
  unit_code text COLLATE "C" NOT NULL,
  kind      text NOT NULL,
  title     text NOT NULL,
  -- D08: the classes a council is put together from, with how many of each at least
  classes   jsonb NOT NULL,
  CONSTRAINT body_pk PRIMARY KEY (county, id),
  CONSTRAINT body_once UNIQUE (county, body),
  CONSTRAINT body_id CHECK (body = unit_code || '.' || kind AND left(unit_code, 6) = county),
  CONSTRAINT body_kind CHECK (kind IN ('villagers', 'households', 'representatives', 'council', 'branch', 'collective'))
);
CREATE INDEX body_by_unit ON people.body (county, unit_code);

-- Row of the subject kind `member`. Never deleted. Names are sealed; others read `shown`.
CREATE TABLE people.member (
  county    text COLLATE "C" NOT NULL,
  id        uuid NOT NULL,
  body      text COLLATE "C" NOT NULL,
  -- whose phone signs in for it; none: from the list or on paper (P13)
  account   uuid,
  name_enc  text NOT NULL,
  shown     text NOT NULL,
  class     text,
  household text,
  woman     boolean NOT NULL,
  from_on   date NOT NULL,
  until_on  date NOT NULL,
  suspended boolean NOT NULL DEFAULT false,
  ended_on  date,
  reason    text,
  CONSTRAINT member_pk PRIMARY KEY (county, id),
  CONSTRAINT member_body FOREIGN KEY (county, body) REFERENCES people.body (county, body),
  CONSTRAINT member_term CHECK (until_on >= from_on)
);
CREATE INDEX member_by_body ON people.member (county, body, id);
-- one person stands once on a roll
CREATE UNIQUE INDEX member_account ON people.member (county, body, account) WHERE account IS NOT NULL AND ended_on IS NULL;
CREATE INDEX member_by_account ON people.member (county, account) WHERE account IS NOT NULL;

-- I5: who was entitled at a decision. Ids, classes and households, no names; only added to.
CREATE TABLE people.roll_snapshot (
  county     text COLLATE "C" NOT NULL,
  id         uuid NOT NULL,
  body       text COLLATE "C" NOT NULL,
  on_day     date NOT NULL,
  taken_at   timestamptz NOT NULL,
  taken_for  uuid NOT NULL,
  members    integer NOT NULL,
  households integer NOT NULL,
  women      integer NOT NULL,
  hash       bytea NOT NULL,
  list       jsonb NOT NULL,
  CONSTRAINT roll_snapshot_pk PRIMARY KEY (county, id)
);

GRANT SELECT, INSERT, UPDATE ON people.body, people.member TO gongzhi_app;
GRANT SELECT, INSERT ON people.roll_snapshot TO gongzhi_app;

-- The second wall: the stretch the body belongs to, or the member. P19: a branch's roll is for its own stretch as well.
ALTER TABLE people.member ENABLE ROW LEVEL SECURITY;
CREATE POLICY member_reach ON people.member TO gongzhi_app USING (
  body ^@ ANY (string_to_array(current_setting('app.scopes', true), ','))
  OR account = nullif(current_setting('app.account', true), '')::uuid);
ALTER TABLE people.roll_snapshot ENABLE ROW LEVEL SECURITY;
CREATE POLICY snapshot_reach ON people.roll_snapshot TO gongzhi_app USING (
  body ^@ ANY (string_to_array(current_setting('app.scopes', true), ',')));

-- Keeps the roll of a body as it stands on a day: entitled members in order of id, hashed over one canonical text,
-- `<id> <household> <class> <1 or 0>` a line. Again under the same id changes nothing.
CREATE FUNCTION people.take_snapshot(in_county text, in_id uuid, in_body text, in_day date, in_at timestamptz, in_for uuid)
RETURNS TABLE (members int, hash bytea) LANGUAGE sql SET search_path = pg_catalog AS $$
  INSERT INTO people.roll_snapshot AS s (county, id, body, on_day, taken_at, taken_for, members, households, women, hash, list)
  SELECT in_county, in_id, in_body, in_day, in_at, in_for, count(*)::int, count(DISTINCT coalesce(m.household, m.id::text))::int,
    (count(*) FILTER (WHERE m.woman))::int,
    sha256(convert_to(coalesce(string_agg(m.id::text || ' ' || coalesce(m.household, '') || ' ' || coalesce(m.class, '') || ' '
      || CASE WHEN m.woman THEN '1' ELSE '0' END, E'\n' ORDER BY m.id), ''), 'UTF8')),
    coalesce(jsonb_agg(jsonb_build_object('member', m.id, 'household', m.household, 'class', m.class, 'woman', m.woman)
      ORDER BY m.id), '[]'::jsonb)
  FROM people.member m
  WHERE m.county = in_county AND m.body = in_body AND NOT m.suspended AND m.ended_on IS NULL
    AND m.from_on <= in_day AND m.until_on >= in_day
  ON CONFLICT (county, id) DO NOTHING
  RETURNING s.members, s.hash
$$;
