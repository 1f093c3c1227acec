-- What the rows of an import go into, when its kind has more than one such thing: a roll by its name.
ALTER TABLE documents.import ADD COLUMN into_id text COLLATE "C";
