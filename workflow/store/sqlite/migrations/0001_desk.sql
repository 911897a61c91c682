-- A record's place is its stream's number and its seq in one integer, so that a
-- stream lies together in the file, its head is one seek, and a whole reading
-- in stream and seq order is a plain scan.
CREATE TABLE stream (
  n   INTEGER PRIMARY KEY, -- in the order of creation
  key TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE record (
  place   INTEGER PRIMARY KEY, -- stream.n << 24 | seq
  at      INTEGER NOT NULL,    -- milliseconds since 1970 in UTC
  member  TEXT NOT NULL,
  for_    TEXT NOT NULL,
  auth    TEXT NOT NULL,
  desk    INTEGER NOT NULL,
  request TEXT NOT NULL,
  name    TEXT NOT NULL,
  version INTEGER NOT NULL,
  prev    BLOB NOT NULL,
  digest  BLOB NOT NULL,
  data    BLOB NOT NULL
) STRICT;
CREATE INDEX record_request ON record(request);

-- Both salt and bytes of an erased row are null.
CREATE TABLE content (
  n     INTEGER PRIMARY KEY,
  ref   BLOB NOT NULL UNIQUE,
  salt  BLOB,
  bytes BLOB
) STRICT;

-- The queue: facts that follow from the records, for lists.
CREATE TABLE release (
  n         INTEGER PRIMARY KEY REFERENCES stream(n),
  key       TEXT NOT NULL,
  id        TEXT NOT NULL,
  title     TEXT NOT NULL,
  folded    TEXT NOT NULL, -- id and title as searches see them
  source    TEXT NOT NULL,
  languages TEXT NOT NULL, -- space between
  stage     TEXT NOT NULL,
  edition   INTEGER NOT NULL,
  date      TEXT NOT NULL,
  embargo   INTEGER NOT NULL, -- times in milliseconds, 0 for none
  scheduled INTEGER NOT NULL,
  created   INTEGER NOT NULL,
  updated   INTEGER NOT NULL,
  head      INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX release_ids ON release(id);
CREATE INDEX release_stage ON release(stage);
CREATE INDEX release_scheduled ON release(scheduled) WHERE scheduled <> 0;

-- Tasks lie in the order of the queue, so that the most urgent of a kind are
-- read from one place.
CREATE TABLE task (
  action  TEXT NOT NULL,
  scope   TEXT NOT NULL,
  rank    INTEGER NOT NULL,    -- of the priority, 0 the most urgent
  due     TEXT NOT NULL,       -- '~' for none, after every date
  since   INTEGER NOT NULL,
  release TEXT NOT NULL,       -- id
  place   INTEGER NOT NULL,    -- release.n << 12 | number among its tasks
  facts   TEXT NOT NULL,       -- the task and its release's title as JSON
  PRIMARY KEY (action, scope, rank, due, since, release, place)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX task_place ON task(place);

CREATE TABLE seen (
  member  TEXT NOT NULL,
  subject TEXT NOT NULL,
  what    TEXT NOT NULL,
  PRIMARY KEY (member, subject)
) STRICT, WITHOUT ROWID;
