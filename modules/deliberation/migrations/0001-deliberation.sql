-- 议事协商 D06–D16: topics, meetings, votes, resolutions and their tasks. Who has what and until when stands in kernel.docket; what
-- happened, in kernel.journal. Nothing in here says how anybody voted in secret (P3, I6).
CREATE SCHEMA deliberation;
GRANT USAGE ON SCHEMA deliberation TO gongzhi_app;

-- D11: what is to be talked about. Supporters are counted; who they are is shown to nobody.
CREATE TABLE deliberation.topic (
  county     text COLLATE "C" NOT NULL,
  id         uuid NOT NULL,
  unit_code  text COLLATE "C" NOT NULL,
  body       text COLLATE "C" NOT NULL,
  party      uuid,
  title      text NOT NULL,
  text       text NOT NULL,
  photos     text[] NOT NULL,
  -- what kind of decision it asks for: data/reserved.json tells whose it is by law (X1, X4)
  concerns   text NOT NULL,
  rounds     integer NOT NULL,
  ground     text,
  ground_text text,
  article    text,
  appeal     text,
  appeal_answer text,
  meeting    uuid,
  resolution uuid,
  CONSTRAINT topic_pk PRIMARY KEY (county, id),
  CONSTRAINT topic_ground CHECK (ground IN ('not-ready', 'law', 'covenant'))
);
CREATE INDEX topic_by_unit ON deliberation.topic (county, unit_code);
CREATE TABLE deliberation.support (
  county  text COLLATE "C" NOT NULL,
  topic   uuid NOT NULL,
  account uuid NOT NULL,
  CONSTRAINT support_pk PRIMARY KEY (county, topic, account)
);

CREATE TABLE deliberation.meeting (
  county       text COLLATE "C" NOT NULL,
  id           uuid NOT NULL,
  unit_code    text COLLATE "C" NOT NULL,
  body         text COLLATE "C" NOT NULL,
  title        text NOT NULL,
  -- D16: a place, or a recorded online or outdoor location
  venue        text NOT NULL,
  venue_kind   text NOT NULL,
  venue_notes  text,
  starts_at    timestamptz NOT NULL,
  urgent       text,
  materials    jsonb NOT NULL,
  agenda       uuid[] NOT NULL,
  advisers     jsonb NOT NULL,
  -- what a member shows or scans to sign in by phone
  door_code    text COLLATE "C" NOT NULL,
  notified_at  timestamptz,
  opened_at    timestamptz,
  opening      jsonb,
  snapshot     uuid,
  presented_at timestamptz,
  item         uuid,
  floor        uuid,
  ended_at     timestamptz,
  summary      text,
  recorded_by  uuid,
  signed_by    uuid,
  cancelled    text,
  CONSTRAINT meeting_pk PRIMARY KEY (county, id),
  CONSTRAINT meeting_venue CHECK (venue_kind IN ('hall', 'outdoor', 'online'))
);
CREATE INDEX meeting_by_unit ON deliberation.meeting (county, unit_code, starts_at DESC);

-- 签到: the last word on whether a member is in the room; each coming and going stands in the journal.
CREATE TABLE deliberation.arrival (
  county    text COLLATE "C" NOT NULL,
  meeting   uuid NOT NULL,
  member    uuid NOT NULL,
  here      boolean NOT NULL,
  how       text NOT NULL,
  came_at   timestamptz NOT NULL,
  left_at   timestamptz,
  CONSTRAINT arrival_pk PRIMARY KEY (county, meeting, member),
  CONSTRAINT arrival_how CHECK (how IN ('phone', 'list', 'paper'))
);

-- 依次发言: each member in the room gets a turn on each item, and may pass it on.
CREATE TABLE deliberation.turn (
  county   text COLLATE "C" NOT NULL,
  meeting  uuid NOT NULL,
  topic    uuid NOT NULL,
  member   uuid NOT NULL,
  asked_at timestamptz,
  state    text NOT NULL,
  gist     text,
  CONSTRAINT turn_pk PRIMARY KEY (county, meeting, topic, member),
  CONSTRAINT turn_state CHECK (state IN ('waiting', 'speaking', 'spoken', 'passed'))
);

-- D09: written advice, in the file before the vote opens.
CREATE TABLE deliberation.advice (
  county  text COLLATE "C" NOT NULL,
  id      uuid NOT NULL,
  meeting uuid NOT NULL,
  topic   uuid NOT NULL,
  name    text NOT NULL,
  office  text NOT NULL,
  text    text NOT NULL,
  files   jsonb NOT NULL,
  at      timestamptz NOT NULL,
  CONSTRAINT advice_pk PRIMARY KEY (county, id)
);
CREATE INDEX advice_by_meeting ON deliberation.advice (county, meeting, topic);

-- 回避: out of the base and out of the count of this item.
CREATE TABLE deliberation.recusal (
  county  text COLLATE "C" NOT NULL,
  meeting uuid NOT NULL,
  topic   uuid NOT NULL,
  member  uuid NOT NULL,
  reason  text NOT NULL,
  CONSTRAINT recusal_pk PRIMARY KEY (county, meeting, topic, member)
);

-- D07: what the town says to a village's talk; it changes nothing of it.
CREATE TABLE deliberation.guidance (
  county  text COLLATE "C" NOT NULL,
  id      uuid NOT NULL,
  meeting uuid NOT NULL,
  org     text COLLATE "C" NOT NULL,
  text    text NOT NULL,
  at      timestamptz NOT NULL,
  CONSTRAINT guidance_pk PRIMARY KEY (county, id)
);
CREATE INDEX guidance_by_meeting ON deliberation.guidance (county, meeting);

-- What an attendee holds against the minutes.
CREATE TABLE deliberation.objection (
  county  text COLLATE "C" NOT NULL,
  meeting uuid NOT NULL,
  member  uuid NOT NULL,
  text    text NOT NULL,
  at      timestamptz NOT NULL,
  answer  text,
  CONSTRAINT objection_pk PRIMARY KEY (county, meeting, member)
);

-- Child of a meeting. The numbers are those of the moment it closed; the verdict prints their sum and article (I5).
CREATE TABLE deliberation.vote (
  county      text COLLATE "C" NOT NULL,
  id          uuid NOT NULL,
  meeting     uuid NOT NULL,
  topic       uuid NOT NULL,
  unit_code   text COLLATE "C" NOT NULL,
  body        text COLLATE "C" NOT NULL,
  mode        text NOT NULL,
  text        text NOT NULL,
  clauses     jsonb NOT NULL,
  snapshot    uuid NOT NULL,
  entitled    integer NOT NULL,
  present     integer NOT NULL,
  recused     integer NOT NULL,
  public_key  text,
  private_key text,
  paper       jsonb,
  counts      jsonb,
  verdicts    jsonb,
  passed      boolean,
  ballots     text,
  resolution  uuid,
  annulled    text,
  CONSTRAINT vote_pk PRIMARY KEY (county, id),
  CONSTRAINT vote_mode CHECK (mode IN ('open', 'secret'))
);
CREATE INDEX vote_by_meeting ON deliberation.vote (county, meeting);

-- Who may vote: in the room when it opened, recused ones left out.
CREATE TABLE deliberation.voter (
  county  text COLLATE "C" NOT NULL,
  vote    uuid NOT NULL,
  member  uuid NOT NULL,
  account uuid,
  CONSTRAINT voter_pk PRIMARY KEY (county, vote, member)
);
CREATE INDEX voter_by_account ON deliberation.voter (county, vote, account) WHERE account IS NOT NULL;

-- Open ballots: one each, never changed.
CREATE TABLE deliberation.ballot (
  county text COLLATE "C" NOT NULL,
  vote   uuid NOT NULL,
  member uuid NOT NULL,
  choice text NOT NULL,
  how    text NOT NULL,
  CONSTRAINT ballot_pk PRIMARY KEY (county, vote, member),
  CONSTRAINT ballot_choice CHECK (choice IN ('yes', 'no', 'abstain')),
  CONSTRAINT ballot_how CHECK (how IN ('phone', 'hand', 'paper'))
);

-- Secret: who has been given a blank slip (never what became of it) …
CREATE TABLE deliberation.slip (
  county  text COLLATE "C" NOT NULL,
  vote    uuid NOT NULL,
  member  uuid NOT NULL,
  how     text NOT NULL,
  -- the blinded slip as it was signed, so that a lost reply can be repeated; it tells nothing of the slip
  blinded text,
  CONSTRAINT slip_pk PRIMARY KEY (county, vote, member),
  CONSTRAINT slip_how CHECK (how IN ('phone', 'paper'))
);
-- … and the urn: slips nobody can tie to anybody, without time or order.
CREATE TABLE deliberation.urn (
  county text COLLATE "C" NOT NULL,
  vote   uuid NOT NULL,
  slip   bytea NOT NULL,
  proof  bytea NOT NULL,
  choice text NOT NULL,
  CONSTRAINT urn_pk PRIMARY KEY (county, vote, slip),
  CONSTRAINT urn_choice CHECK (choice IN ('yes', 'no', 'abstain'))
);

CREATE TABLE deliberation.resolution (
  county    text COLLATE "C" NOT NULL,
  id        uuid NOT NULL,
  vote      uuid NOT NULL,
  meeting   uuid NOT NULL,
  topic     uuid NOT NULL,
  unit_code text COLLATE "C" NOT NULL,
  body      text COLLATE "C" NOT NULL,
  title     text NOT NULL,
  text      text NOT NULL,
  clauses   jsonb NOT NULL,
  concerns  text NOT NULL,
  -- X4: whose decision it is by law, when it is not this body's
  reserved  text,
  digest    text,
  signature text,
  signed_by uuid,
  signed_at timestamptz,
  handed_at timestamptz,
  CONSTRAINT resolution_pk PRIMARY KEY (county, id)
);
CREATE INDEX resolution_by_unit ON deliberation.resolution (county, unit_code);

-- 逐一销号 D15: a child of its resolution.
CREATE TABLE deliberation.task (
  county     text COLLATE "C" NOT NULL,
  id         uuid NOT NULL,
  resolution uuid NOT NULL,
  unit_code  text COLLATE "C" NOT NULL,
  body       text COLLATE "C" NOT NULL,
  clause     integer NOT NULL,
  text       text NOT NULL,
  org        text COLLATE "C" NOT NULL,
  owner      text NOT NULL,
  until_on   date NOT NULL,
  progress   text,
  evidence   text,
  photos     text[] NOT NULL,
  claimed_by uuid,
  claimed_at timestamptz,
  extended   integer NOT NULL,
  extension  text,
  struck_at  timestamptz,
  struck_in  uuid,
  hands      jsonb,
  reminded   boolean NOT NULL,
  CONSTRAINT task_pk PRIMARY KEY (county, id)
);
CREATE INDEX task_by_body ON deliberation.task (county, body) WHERE struck_at IS NULL;
CREATE INDEX task_by_resolution ON deliberation.task (county, resolution);
-- Which open promises were laid before which meeting, and in what state they were then.
CREATE TABLE deliberation.laid (
  county  text COLLATE "C" NOT NULL,
  meeting uuid NOT NULL,
  task    uuid NOT NULL,
  state   text NOT NULL,
  late    boolean NOT NULL,
  CONSTRAINT laid_pk PRIMARY KEY (county, meeting, task)
);

GRANT SELECT, INSERT, UPDATE ON deliberation.topic, deliberation.meeting, deliberation.arrival, deliberation.turn,
  deliberation.objection, deliberation.vote, deliberation.resolution, deliberation.task TO gongzhi_app;
GRANT SELECT, INSERT ON deliberation.advice, deliberation.recusal, deliberation.guidance, deliberation.ballot,
  deliberation.voter, deliberation.laid TO gongzhi_app;
GRANT SELECT, INSERT, DELETE ON deliberation.support TO gongzhi_app;
GRANT SELECT, INSERT ON deliberation.slip TO gongzhi_app;
-- the urn is shuffled as a whole when the vote closes
GRANT SELECT, INSERT, DELETE ON deliberation.urn TO gongzhi_app;

-- The second wall: whoever's reach takes in the village. What everybody may read is read with the reach of the place.
ALTER TABLE deliberation.topic ENABLE ROW LEVEL SECURITY;
ALTER TABLE deliberation.meeting ENABLE ROW LEVEL SECURITY;
ALTER TABLE deliberation.vote ENABLE ROW LEVEL SECURITY;
ALTER TABLE deliberation.resolution ENABLE ROW LEVEL SECURITY;
ALTER TABLE deliberation.task ENABLE ROW LEVEL SECURITY;
CREATE POLICY topic_reach ON deliberation.topic TO gongzhi_app USING (
  unit_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ',')) OR party = nullif(current_setting('app.account', true), '')::uuid);
CREATE POLICY meeting_reach ON deliberation.meeting TO gongzhi_app USING (
  unit_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ',')));
CREATE POLICY vote_reach ON deliberation.vote TO gongzhi_app USING (
  unit_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ',')));
CREATE POLICY resolution_reach ON deliberation.resolution TO gongzhi_app USING (
  unit_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ',')));
CREATE POLICY task_reach ON deliberation.task TO gongzhi_app USING (
  unit_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ',')));
