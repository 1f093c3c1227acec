-- Ways out (SMS, mail, group robots), what each person wants, and receipts for what the law wants delivered.

-- `account` null: somebody without one, reached by phone or by paper only. `sort`: due | result | news. `tell`, `next`: which
-- fixed words go out. `once`: one message per thing. `plan`: what goes out, and when, is still to be decided.
ALTER TABLE notices.notice ALTER COLUMN account DROP NOT NULL;
ALTER TABLE notices.notice
  ADD COLUMN sort        text NOT NULL DEFAULT 'news',
  ADD COLUMN level       text,
  ADD COLUMN tell        text,
  ADD COLUMN next        text,
  ADD COLUMN due_at      timestamptz,
  ADD COLUMN once        text,
  ADD COLUMN phone_enc   text,
  ADD COLUMN required    boolean NOT NULL DEFAULT false,
  ADD COLUMN named       boolean NOT NULL DEFAULT false,
  ADD COLUMN sender_org  text COLLATE "C",
  ADD COLUMN unit_code   text COLLATE "C",
  ADD COLUMN sealed_from text COLLATE "C",
  ADD COLUMN plan        boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT notice_sort CHECK (sort IN ('due', 'result', 'news')),
  ADD CONSTRAINT notice_required CHECK (NOT required OR (sender_org IS NOT NULL AND unit_code IS NOT NULL));
CREATE UNIQUE INDEX notice_once ON notices.notice (county, account, once) WHERE once IS NOT NULL;
CREATE INDEX notice_plan ON notices.notice (county, id) WHERE plan;
CREATE INDEX notice_by_subject ON notices.notice (county, account, subject);

-- What goes out. `lines` are fixed words by name, numbers and days, never words of a matter; `to_enc` is forgotten with the
-- sending. `slot`: messages gathered into one (a day's digest, a minute's lines for a robot).
CREATE TABLE notices.message (
  county     text COLLATE "C" NOT NULL,
  id         uuid NOT NULL,
  channel    text NOT NULL,
  account    uuid,
  org        text COLLATE "C",
  to_enc     text,
  lines      jsonb NOT NULL,
  -- whole text of messages queued by the first version
  words      text,
  lang       text NOT NULL,
  slot       text,
  due        timestamptz NOT NULL,
  tries      integer NOT NULL DEFAULT 0,
  sent_at    timestamptz,
  gave_up_at timestamptz,
  fault      text,
  CONSTRAINT message_pk PRIMARY KEY (county, id),
  CONSTRAINT message_channel CHECK (channel IN ('sms', 'mail', 'robot')),
  CONSTRAINT message_slot UNIQUE (county, channel, slot),
  CONSTRAINT message_ended_forgets CHECK ((sent_at IS NULL AND gave_up_at IS NULL) OR to_enc IS NULL)
);
CREATE INDEX message_due ON notices.message (county, channel, due) WHERE sent_at IS NULL AND gave_up_at IS NULL;
GRANT SELECT, INSERT, DELETE ON notices.message TO gongzhi_app;
GRANT UPDATE (lines, to_enc, due, tries, sent_at, gave_up_at, fault) ON notices.message TO gongzhi_app;

INSERT INTO notices.message (county, id, channel, account, to_enc, lines, words, lang, due, tries, sent_at, gave_up_at)
  SELECT county, id, 'sms', account, phone_enc, '[]', text, 'zh-CN', due, tries, sent_at,
    CASE WHEN phone_enc IS NULL AND sent_at IS NULL THEN due END
  FROM notices.sms;

-- One row a person who has changed something; nobody's row: the defaults. Hours of the day; equal ones: no quiet.
CREATE TABLE notices.preference (
  county     text COLLATE "C" NOT NULL,
  account    uuid NOT NULL,
  due_by     text NOT NULL,
  result_by  text NOT NULL,
  news_by    text NOT NULL,
  quiet_from smallint NOT NULL,
  quiet_to   smallint NOT NULL,
  digest_at  smallint,
  lang       text NOT NULL,
  CONSTRAINT preference_pk PRIMARY KEY (county, account),
  CONSTRAINT preference_by CHECK (ARRAY[due_by, result_by, news_by] <@ ARRAY['app', 'sms', 'mail', 'both']),
  CONSTRAINT preference_hours CHECK (quiet_from BETWEEN 0 AND 23 AND quiet_to BETWEEN 0 AND 23 AND digest_at BETWEEN 0 AND 23),
  CONSTRAINT preference_lang CHECK (lang IN ('zh-CN', 'en'))
);
-- Mail of a person: sealed; `pending_enc` until the code that was sent there has come back.
CREATE TABLE notices.address (
  county      text COLLATE "C" NOT NULL,
  account     uuid NOT NULL,
  mail_enc    text,
  pending_enc text,
  code_hash   text,
  code_at     timestamptz,
  tries       integer NOT NULL DEFAULT 0,
  codes       integer NOT NULL DEFAULT 0,
  codes_on    date,
  fault       text,
  fault_at    timestamptz,
  CONSTRAINT address_pk PRIMARY KEY (county, account)
);
ALTER TABLE notices.preference ENABLE ROW LEVEL SECURITY;
ALTER TABLE notices.address ENABLE ROW LEVEL SECURITY;
CREATE POLICY preference_mine ON notices.preference TO gongzhi_app
  USING (account = nullif(current_setting('app.account', true), '')::uuid);
CREATE POLICY address_mine ON notices.address TO gongzhi_app
  USING (account = nullif(current_setting('app.account', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON notices.preference TO gongzhi_app;
GRANT SELECT, INSERT, UPDATE ON notices.address TO gongzhi_app;

-- The group robot of an organisation. Its address is a secret: whoever has it writes into the group.
CREATE TABLE notices.robot (
  county     text COLLATE "C" NOT NULL,
  org        text COLLATE "C" NOT NULL,
  url_enc    text NOT NULL,
  by_account uuid NOT NULL,
  at         timestamptz NOT NULL,
  fault      text,
  fault_at   timestamptz,
  CONSTRAINT robot_pk PRIMARY KEY (county, org)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON notices.robot TO gongzhi_app;

-- 送达回执: what has to reach somebody, and what is known of its reaching. Seen like its subject: by posts whose stretch covers
-- it unless it is sealed from their unit, and by the person. `named`: the sender may read who; else it is the reporter.
CREATE TABLE notices.receipt (
  county      text COLLATE "C" NOT NULL,
  notice      uuid NOT NULL,
  subject     uuid NOT NULL,
  kind        text NOT NULL,
  account     uuid,
  named       boolean NOT NULL,
  sender_org  text COLLATE "C" NOT NULL,
  unit_code   text COLLATE "C" NOT NULL,
  sealed_from text COLLATE "C",
  at          timestamptz NOT NULL,
  CONSTRAINT receipt_pk PRIMARY KEY (county, notice)
);
CREATE INDEX receipt_by_subject ON notices.receipt (county, subject);
-- Append-only: neither UPDATE nor DELETE is granted, and rows come through `add_step` alone.
CREATE TABLE notices.receipt_step (
  county      text COLLATE "C" NOT NULL,
  notice      uuid NOT NULL,
  what        text NOT NULL,
  channel     text NOT NULL,
  at          timestamptz NOT NULL,
  account     uuid,
  unit_code   text COLLATE "C" NOT NULL,
  sealed_from text COLLATE "C",
  by_account  uuid,
  by_shown    text,
  by_org      text COLLATE "C",
  note        text,
  CONSTRAINT receipt_step_pk PRIMARY KEY (county, notice, what, channel),
  CONSTRAINT receipt_step_receipt FOREIGN KEY (county, notice) REFERENCES notices.receipt (county, notice),
  CONSTRAINT receipt_step_what CHECK (what IN ('sent', 'failed', 'opened', 'confirmed')),
  CONSTRAINT receipt_step_channel CHECK (channel IN ('app', 'sms', 'mail', 'paper', 'visit', 'phone'))
);
ALTER TABLE notices.receipt ENABLE ROW LEVEL SECURITY;
ALTER TABLE notices.receipt_step ENABLE ROW LEVEL SECURITY;
CREATE POLICY receipt_reach ON notices.receipt FOR SELECT TO gongzhi_app USING (
  (unit_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ','))
    AND (sealed_from IS NULL OR sealed_from <> ALL (string_to_array(current_setting('app.orgs', true), ','))))
  OR account = nullif(current_setting('app.account', true), '')::uuid
);
CREATE POLICY receipt_step_reach ON notices.receipt_step FOR SELECT TO gongzhi_app USING (
  (unit_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ','))
    AND (sealed_from IS NULL OR sealed_from <> ALL (string_to_array(current_setting('app.orgs', true), ','))))
  OR account = nullif(current_setting('app.account', true), '')::uuid
);
GRANT SELECT ON notices.receipt, notices.receipt_step TO gongzhi_app;

CREATE FUNCTION notices.add_step(in_county text, in_notice uuid, in_what text, in_channel text, in_at timestamptz,
  in_by uuid, in_shown text, in_org text, in_note text) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  WITH added AS (
    INSERT INTO notices.receipt_step
      (county, notice, what, channel, at, account, unit_code, sealed_from, by_account, by_shown, by_org, note)
    SELECT r.county, r.notice, in_what, in_channel, in_at, r.account, r.unit_code, r.sealed_from, in_by, in_shown, in_org, in_note
    FROM notices.receipt r WHERE r.county = in_county AND r.notice = in_notice
    ON CONFLICT DO NOTHING RETURNING 1)
  SELECT count(*) > 0 FROM added
$$;
REVOKE ALL ON FUNCTION notices.add_step(text, uuid, text, text, timestamptz, uuid, text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION notices.add_step(text, uuid, text, text, timestamptz, uuid, text, text, text) TO gongzhi_app;

-- Takes notices whose ways out are not decided yet, opens the receipts of those that need one, and answers what the decision
-- needs. It reads across persons, so it stands behind one function that gives no title and no words.
CREATE FUNCTION notices.take_unplanned(in_county text, most int)
RETURNS TABLE (id uuid, account uuid, staff boolean, number text, sort text, level text, tell text, next text,
  due_at timestamptz, phone_enc text, mail_enc text, due_by text, result_by text, news_by text, quiet_from smallint,
  quiet_to smallint, digest_at smallint, lang text)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  WITH taken AS (
    SELECT n.* FROM notices.notice n WHERE n.county = in_county AND n.plan ORDER BY n.id LIMIT most FOR UPDATE SKIP LOCKED),
  done AS (
    UPDATE notices.notice n SET plan = false, phone_enc = NULL FROM taken t WHERE n.county = t.county AND n.id = t.id),
  receipts AS (
    INSERT INTO notices.receipt (county, notice, subject, kind, account, named, sender_org, unit_code, sealed_from, at)
    SELECT t.county, t.id, t.subject, t.kind, t.account, t.named, t.sender_org, t.unit_code, t.sealed_from, t.at
    FROM taken t WHERE t.required),
  stood AS (
    INSERT INTO notices.receipt_step (county, notice, what, channel, at, account, unit_code, sealed_from)
    SELECT t.county, t.id, 'sent', 'app', t.at, t.account, t.unit_code, t.sealed_from
    FROM taken t WHERE t.required AND t.account IS NOT NULL)
  SELECT t.id, t.account, a.kind = 'staff', t.number, t.sort, t.level, t.tell, t.next, t.due_at,
    coalesce(t.phone_enc, a.phone_enc), d.mail_enc, p.due_by, p.result_by, p.news_by, p.quiet_from, p.quiet_to, p.digest_at, p.lang
  FROM taken t
  LEFT JOIN identity.account a ON a.county = t.county AND a.id = t.account
  LEFT JOIN notices.address d ON d.county = t.county AND d.account = t.account
  LEFT JOIN notices.preference p ON p.county = t.county AND p.account = t.account
  ORDER BY t.id
$$;
REVOKE ALL ON FUNCTION notices.take_unplanned(text, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION notices.take_unplanned(text, int) TO gongzhi_app;

CREATE FUNCTION notices.unplanned_counties() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT DISTINCT county FROM notices.notice WHERE plan
$$;
REVOKE ALL ON FUNCTION notices.unplanned_counties() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION notices.unplanned_counties() TO gongzhi_app;

-- How many are unread, for many persons at once, and the id of each one's newest: figures only, no titles.
CREATE FUNCTION notices.unread_of(in_county text, accounts uuid[]) RETURNS TABLE (account uuid, unread bigint, newest uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT a.account,
    (SELECT count(*) FROM (SELECT 1 FROM notices.notice n
       WHERE n.county = in_county AND n.account = a.account AND n.read_at IS NULL LIMIT 100) u),
    (SELECT n.id FROM notices.notice n WHERE n.county = in_county AND n.account = a.account ORDER BY n.id DESC LIMIT 1)
  FROM unnest(accounts) AS a (account)
$$;
REVOKE ALL ON FUNCTION notices.unread_of(text, uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION notices.unread_of(text, uuid[]) TO gongzhi_app;

-- When an account is closed: its messages, what was still to go out, its mail and what it wanted. Receipts stay: they hold
-- no name, and prove that the law was kept.
CREATE OR REPLACE FUNCTION notices.forget(in_county text, in_account uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  DELETE FROM notices.notice WHERE county = in_county AND account = in_account;
  DELETE FROM notices.message WHERE county = in_county AND account = in_account;
  DELETE FROM notices.preference WHERE county = in_county AND account = in_account;
  DELETE FROM notices.address WHERE county = in_county AND account = in_account;
$$;
DROP TABLE notices.sms;
