-- 授权 (X4): a topic says what is to be given and until when; the villagers’ meeting held here gives it by its resolution.
ALTER TABLE deliberation.topic ADD COLUMN grants jsonb;
ALTER TABLE deliberation.mandate ADD COLUMN resolution uuid;
