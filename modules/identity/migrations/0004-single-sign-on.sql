-- Whom a provider of single sign-on means. What it calls somebody is kept as a keyed hash only: enough to know them again.
-- One table for the installation, like identity.login: at sign-in nobody knows the county yet.
CREATE TABLE identity.sign_on (
  subject_hash text NOT NULL,
  county       text COLLATE "C" NOT NULL,
  account      uuid NOT NULL,
  linked_at    timestamptz NOT NULL,
  CONSTRAINT sign_on_pk PRIMARY KEY (subject_hash)
);
CREATE UNIQUE INDEX sign_on_account ON identity.sign_on (county, account);
GRANT SELECT, INSERT, DELETE ON identity.sign_on TO gongzhi_app;

-- Opened by single sign-on: its second factor is the provider's, and signing out may have to be said there too.
ALTER TABLE identity.session ADD COLUMN sign_on boolean NOT NULL DEFAULT false;
