-- Messages to people, and the queue of the SMS gateway.
CREATE SCHEMA notices;
GRANT USAGE ON SCHEMA notices TO gongzhi_app;

CREATE TABLE notices.notice (
  county  text COLLATE "C" NOT NULL,
  id      uuid NOT NULL,
  account uuid NOT NULL,
  subject uuid NOT NULL,
  number  text NOT NULL,
  title   text NOT NULL,
  kind    text NOT NULL,
  at      timestamptz NOT NULL,
  read_at timestamptz,
  CONSTRAINT notice_pk PRIMARY KEY (county, id)
);
CREATE INDEX notice_by_account ON notices.notice (county, account, id DESC);
CREATE INDEX notice_unread ON notices.notice (county, account) WHERE read_at IS NULL;

-- A title may tell what a matter is about: only the person it is for reads it.
ALTER TABLE notices.notice ENABLE ROW LEVEL SECURITY;
CREATE POLICY notice_mine ON notices.notice FOR SELECT TO gongzhi_app
  USING (account = nullif(current_setting('app.account', true), '')::uuid);
CREATE POLICY notice_read ON notices.notice FOR UPDATE TO gongzhi_app
  USING (account = nullif(current_setting('app.account', true), '')::uuid);
CREATE POLICY notice_add ON notices.notice FOR INSERT TO gongzhi_app WITH CHECK (true);
GRANT SELECT, INSERT ON notices.notice TO gongzhi_app;
GRANT UPDATE (read_at) ON notices.notice TO gongzhi_app;

-- The text says number, step and what to do, never what the matter is about. The phone is erased once it is sent.
CREATE TABLE notices.sms (
  county    text COLLATE "C" NOT NULL,
  id        uuid NOT NULL,
  account   uuid,
  phone_enc text,
  text      text NOT NULL,
  due       timestamptz NOT NULL,
  sent_at   timestamptz,
  tries     integer NOT NULL DEFAULT 0,
  CONSTRAINT sms_pk PRIMARY KEY (county, id),
  CONSTRAINT sms_sent_forgets CHECK (sent_at IS NULL OR phone_enc IS NULL)
);
CREATE INDEX sms_due ON notices.sms (county, due) WHERE phone_enc IS NOT NULL;
GRANT SELECT, INSERT ON notices.sms TO gongzhi_app;
GRANT UPDATE (phone_enc, due, sent_at, tries) ON notices.sms TO gongzhi_app;

-- When an account is closed: its messages, and what was still to be sent to its phone.
CREATE FUNCTION notices.forget(in_county text, in_account uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  DELETE FROM notices.notice WHERE county = in_county AND account = in_account;
  DELETE FROM notices.sms WHERE county = in_county AND account = in_account;
$$;
REVOKE ALL ON FUNCTION notices.forget(text, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION notices.forget(text, uuid) TO gongzhi_app;
