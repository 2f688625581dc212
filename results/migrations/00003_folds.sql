-- +goose Up

CREATE TABLE fold ( -- one fold of an evaluation whose standard error is over folds
  evaluation_id  INTEGER NOT NULL REFERENCES evaluation (id) ON DELETE CASCADE,
  fold           INTEGER NOT NULL CHECK (fold >= 1), -- 1 is the first
  sigma          REAL NOT NULL CHECK (sigma > 0), -- bandwidth, chosen on the fold's validation examples
  sigma_at_edge  INTEGER NOT NULL CHECK (sigma_at_edge IN (0, 1)), -- first or last of its grid
  ll_nats        REAL,           -- mean log-likelihood of the fold's test examples; NULL when not finite
  nonfinite      TEXT CHECK (nonfinite IN ('nan', '+inf', '-inf')),
  valid_examples INTEGER NOT NULL CHECK (valid_examples > 0),
  test_examples  INTEGER NOT NULL CHECK (test_examples > 0),
  CHECK ((ll_nats IS NULL) = (nonfinite IS NOT NULL)),
  PRIMARY KEY (evaluation_id, fold)
) STRICT, WITHOUT ROWID;
