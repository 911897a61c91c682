-- The words of a release's current texts as searches see them, each once. They
-- stand apart, so that lists that search for nothing do not read over them.
CREATE TABLE words (
  n      INTEGER PRIMARY KEY REFERENCES release(n),
  folded TEXT NOT NULL
) STRICT;
