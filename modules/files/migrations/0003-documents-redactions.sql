-- Documents beside photos, what a scanner said of each, and black boxes drawn over photos.
ALTER TABLE files.photo RENAME TO file;
ALTER TABLE files.file ALTER COLUMN width DROP NOT NULL;
ALTER TABLE files.file ALTER COLUMN height DROP NOT NULL;
ALTER TABLE files.file ADD COLUMN kind text NOT NULL DEFAULT 'photo';
ALTER TABLE files.file ADD CONSTRAINT file_kind
  CHECK (kind IN ('photo', 'pdf', 'docx', 'xlsx', 'doc', 'xls', 'mp3', 'm4a', 'wav', 'ogg', 'amr'));
ALTER TABLE files.file ADD CONSTRAINT file_drawn CHECK ((kind = 'photo') = (width IS NOT NULL AND height IS NOT NULL));
-- `unscanned`: no scanner was set up; `waiting`: it could not be reached; `found`: locked away, never sent out again
ALTER TABLE files.file ADD COLUMN scan text NOT NULL DEFAULT 'unscanned';
ALTER TABLE files.file ADD CONSTRAINT file_scan CHECK (scan IN ('unscanned', 'waiting', 'clean', 'found'));
ALTER TABLE files.file ADD COLUMN found text;
CREATE INDEX file_waiting ON files.file (id) WHERE scan = 'waiting';
GRANT UPDATE (kept_at, scan, found) ON files.file TO gongzhi_app;

-- the name it was sent under is the county's: the same file elsewhere has another
ALTER TABLE files.attached ADD COLUMN name text;

-- Boxes drawn over a photo; the last ones are shown. Who drew them and why stands in the journal of the subject. The
-- photo beneath is kept, and read only with a reason.
CREATE TABLE files.redaction (
  county  text COLLATE "C" NOT NULL,
  file    text COLLATE "C" NOT NULL,
  id      uuid NOT NULL,
  subject uuid NOT NULL,
  -- its place in the subject's journal
  seq     integer NOT NULL,
  boxes   jsonb NOT NULL,
  at      timestamptz NOT NULL,
  CONSTRAINT redaction_pk PRIMARY KEY (county, file, id),
  CONSTRAINT redaction_file FOREIGN KEY (file) REFERENCES files.file (id),
  CONSTRAINT redaction_boxes CHECK (jsonb_array_length(boxes) BETWEEN 1 AND 40)
);
GRANT SELECT, INSERT ON files.redaction TO gongzhi_app;

-- What a scanner found, for whoever looks after the installation: never served, never attached.
CREATE TABLE files.quarantine (
  id       text COLLATE "C" NOT NULL,
  found    text NOT NULL,
  bytes    integer NOT NULL,
  found_at timestamptz NOT NULL,
  CONSTRAINT quarantine_pk PRIMARY KEY (id)
);
GRANT SELECT, INSERT ON files.quarantine TO gongzhi_app;
