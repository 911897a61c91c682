-- Languages in the order of their letters: a < b. Sizes are of units that live.
CREATE TABLE pair (
  n          INTEGER PRIMARY KEY,
  a          TEXT NOT NULL,
  b          TEXT NOT NULL,
  next       INTEGER NOT NULL, -- number that the next unit gets; none is used twice
  units      INTEGER NOT NULL,
  stale      INTEGER NOT NULL,
  unreviewed INTEGER NOT NULL,
  UNIQUE (a, b)
) STRICT;

CREATE TABLE unit (
  id      INTEGER PRIMARY KEY, -- pair.n << 32 | number
  flags   INTEGER NOT NULL,    -- 1: b is the source; 2: unreviewed; 4: stale
  a       TEXT NOT NULL,       -- words
  b       TEXT NOT NULL,
  release TEXT NOT NULL,       -- key, '' for an imported unit
  rest    TEXT NOT NULL        -- all else as JSON
) STRICT;
CREATE INDEX unit_release ON unit(release) WHERE release <> '';

-- The words of each side as 16 bits of their hashes, for a first look.
CREATE TABLE short (
  id INTEGER PRIMARY KEY, -- unit.id
  a  BLOB NOT NULL,
  b  BLOB NOT NULL
) STRICT;

-- Which units of a block of 65,536 hold a term: a word of one side, a whole
-- text, and what else units are found by.
CREATE TABLE posting (
  place INTEGER PRIMARY KEY, -- hash of the term << 16 | block
  units BLOB NOT NULL        -- the last number, then the distances between all
) STRICT;

-- How many words each unit of a block has, a byte for each; 0: no unit.
CREATE TABLE extent (
  place   INTEGER PRIMARY KEY, -- (pair.n << 1 | side) << 16 | block
  lengths BLOB NOT NULL
) STRICT;

-- What the hashes were made with: memory.FoldVersion.
CREATE TABLE fold (version INTEGER NOT NULL) STRICT;
