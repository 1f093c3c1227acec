-- What a photo looks like in 64 bits, so that two photos of one place can be told alike; null where there is nothing to tell.
ALTER TABLE files.photo ADD COLUMN print text;
ALTER TABLE files.photo ADD CONSTRAINT photo_print CHECK (print ~ '^[0-9a-f]{16}$');
