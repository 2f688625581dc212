-- +goose Up

CREATE TABLE metric_score ( -- a measure of the samples of a run other than the likelihood, beside the same of training images
  run_id        INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  space         TEXT NOT NULL CHECK (space IN ('pixels', 'features')), -- what is compared with test images
  metric        TEXT NOT NULL CHECK (metric <> ''), -- 'coverage'
  value         REAL NOT NULL,      -- of the samples
  low           REAL,               -- from low to high is a 95 % confidence interval; NULL for a metric without one
  high          REAL,
  p             REAL,               -- of its test; NULL for a metric without one
  training      REAL NOT NULL,      -- the same of training images in the place of the samples
  training_low  REAL,
  training_high REAL,
  training_p    REAL,
  samples       INTEGER NOT NULL CHECK (samples > 0), -- that were compared with as many test images
  seed          INTEGER NOT NULL,   -- of permutations, clusters and noise
  definition    TEXT NOT NULL CHECK (definition <> ''), -- of the metric, with its source
  PRIMARY KEY (run_id, space, metric)
) STRICT, WITHOUT ROWID;
