-- The demo's outbox holds every way out, not SMS alone.
ALTER TABLE identity.demo_message ADD COLUMN channel text NOT NULL DEFAULT 'sms';
