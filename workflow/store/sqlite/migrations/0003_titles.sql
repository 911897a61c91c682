-- The headlines of the current translations as JSON, by language; '' for none.
ALTER TABLE release ADD COLUMN titles TEXT NOT NULL DEFAULT '';
