-- +goose Up

CREATE TABLE seal ( -- a digest of a finished run's rows in one table, by which damage to them is found
  run_id  INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  "table" TEXT NOT NULL,       -- whose rows; in a table without a seal the run has no rows
  columns TEXT NOT NULL,       -- that were read, with commas between
  origin  TEXT NOT NULL CHECK (origin IN ('finished', 'found')), -- 'found': the run was finished before there were seals
  sealed  TEXT NOT NULL,       -- when
  sha256  TEXT NOT NULL CHECK (length(sha256) = 64), -- of all columns before it and of the rows
  PRIMARY KEY (run_id, "table")
) STRICT, WITHOUT ROWID;

CREATE TABLE unsealed ( -- runs of a time without seals that are to be sealed as they are found
  run_id INTEGER PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE
) STRICT;
INSERT INTO unsealed SELECT id FROM run;
