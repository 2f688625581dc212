-- +goose Up

CREATE TABLE finding ( -- a sentence of the theory beside what a study measured of it
  run_id   INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 0), -- 0, 1, ... as the study found them
  figure   TEXT NOT NULL,          -- that shows it: what is before the slash in the figure of lines
  claim    TEXT NOT NULL CHECK (claim <> ''), -- the sentence that was tested
  source   TEXT NOT NULL,          -- where it is from: 'paper, Proposition 1'
  measured TEXT NOT NULL,          -- what came out, in numbers
  holds    INTEGER NOT NULL CHECK (holds IN (0, 1)), -- the measurement agrees with the claim
  PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE line ( -- a curve, or the points, of a study's figure
  id       INTEGER PRIMARY KEY,
  run_id   INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 0), -- 0, 1, ... as the study drew them
  figure   TEXT NOT NULL CHECK (figure <> ''), -- 'figure1/a': what has the same is drawn into the same axes
  name     TEXT NOT NULL,          -- for the key: '−log D'
  UNIQUE (run_id, position)
) STRICT;

CREATE TABLE line_point ( -- a point of a line; units are those of its figure
  line_id        INTEGER NOT NULL REFERENCES line (id) ON DELETE CASCADE,
  position       INTEGER NOT NULL CHECK (position >= 0), -- 0, 1, ... along the line
  x              REAL NOT NULL,
  y              REAL,             -- NULL when not finite, as are low and high
  y_nonfinite    TEXT CHECK (y_nonfinite IN ('nan', '+inf', '-inf')),
  low            REAL,             -- from low to high is the 95 % interval of y; where there is none both are y
  low_nonfinite  TEXT CHECK (low_nonfinite IN ('nan', '+inf', '-inf')),
  high           REAL,
  high_nonfinite TEXT CHECK (high_nonfinite IN ('nan', '+inf', '-inf')),
  CHECK ((y IS NULL) = (y_nonfinite IS NOT NULL)),
  CHECK ((low IS NULL) = (low_nonfinite IS NOT NULL)),
  CHECK ((high IS NULL) = (high_nonfinite IS NOT NULL)),
  PRIMARY KEY (line_id, position)
) STRICT, WITHOUT ROWID;
