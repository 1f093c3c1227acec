-- Files of rows that came in: what was found in them, how far they are written, and what of them may be taken back.
-- What was wrong, and the rows until they are written, are sealed: they are people's words.
CREATE TABLE documents.import (
  county     text COLLATE "C" NOT NULL,
  id         uuid NOT NULL,
  unit_code  text COLLATE "C" NOT NULL,
  account    uuid NOT NULL,
  by_shown   text NOT NULL,
  kind       text NOT NULL,
  file       text NOT NULL,
  rows       integer NOT NULL,
  fresh      integer NOT NULL,
  same       integer NOT NULL,
  faulty     integer NOT NULL,
  faults     integer NOT NULL,
  faults_enc text NOT NULL,
  -- the posts it is written in, from its confirmation on
  posts      jsonb,
  -- writing, or taking back: the hand of the clock is at it
  busy       boolean NOT NULL,
  done       integer NOT NULL,
  failed     integer NOT NULL,
  CONSTRAINT import_pk PRIMARY KEY (county, id)
);
CREATE INDEX import_by_account ON documents.import (county, account, id DESC);
CREATE INDEX import_busy ON documents.import (county) WHERE busy;
GRANT SELECT, INSERT, UPDATE ON documents.import TO gongzhi_app;
ALTER TABLE documents.import ENABLE ROW LEVEL SECURITY;
CREATE POLICY import_reach ON documents.import TO gongzhi_app USING (
  unit_code ^@ ANY (string_to_array(current_setting('app.scopes', true), ','))
  OR account = nullif(current_setting('app.account', true), '')::uuid
);

-- One row of a file. Its words are gone once it is written; what stays is where it went.
CREATE TABLE documents.import_row (
  county  text COLLATE "C" NOT NULL,
  import  uuid NOT NULL,
  n       integer NOT NULL,
  sealed  text,
  subject uuid,
  fault   text,
  made_at timestamptz NOT NULL,
  CONSTRAINT import_row_pk PRIMARY KEY (county, import, n)
);
CREATE INDEX import_row_waiting ON documents.import_row (county, import, n) WHERE sealed IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON documents.import_row TO gongzhi_app;
