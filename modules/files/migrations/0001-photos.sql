-- Photos by what is in them: the same picture has one id in every county. Which subject shows which photo is the county's.
CREATE SCHEMA files;
GRANT USAGE ON SCHEMA files TO gongzhi_app;

CREATE TABLE files.photo (
  id      text COLLATE "C" NOT NULL,
  width   integer NOT NULL,
  height  integer NOT NULL,
  bytes   integer NOT NULL,
  kept_at timestamptz NOT NULL,
  CONSTRAINT photo_pk PRIMARY KEY (id),
  CONSTRAINT photo_id CHECK (id ~ '^[0-9a-f]{64}$')
);
CREATE INDEX photo_kept ON files.photo (kept_at);

CREATE TABLE files.attached (
  county  text COLLATE "C" NOT NULL,
  subject uuid NOT NULL,
  file    text COLLATE "C" NOT NULL,
  CONSTRAINT attached_pk PRIMARY KEY (county, subject, file),
  -- a photo that somebody attaches is not swept away under them
  CONSTRAINT attached_photo FOREIGN KEY (file) REFERENCES files.photo (id)
);
CREATE INDEX attached_file ON files.attached (file);

GRANT SELECT, INSERT, DELETE ON files.photo TO gongzhi_app;
GRANT UPDATE (kept_at) ON files.photo TO gongzhi_app;
GRANT SELECT, INSERT ON files.attached TO gongzhi_app;
