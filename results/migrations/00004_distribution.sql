-- +goose Up

CREATE TABLE ll_quantile ( -- how the log-likelihoods of single test examples are distributed, at the evaluation's sigma
  evaluation_id INTEGER NOT NULL REFERENCES evaluation (id) ON DELETE CASCADE,
  percent       INTEGER NOT NULL CHECK (percent BETWEEN 0 AND 100), -- of the test examples are at or below ll_nats
  ll_nats       REAL,              -- NULL when not finite
  nonfinite     TEXT CHECK (nonfinite IN ('nan', '+inf', '-inf')),
  CHECK ((ll_nats IS NULL) = (nonfinite IS NOT NULL)),
  PRIMARY KEY (evaluation_id, percent)
) STRICT, WITHOUT ROWID;

CREATE TABLE sample_curve ( -- log-likelihood of the validation examples by how many of the samples are used
  evaluation_id INTEGER NOT NULL REFERENCES evaluation (id) ON DELETE CASCADE,
  samples       INTEGER NOT NULL CHECK (samples > 0), -- the first ones that were drawn
  sigma         REAL NOT NULL CHECK (sigma > 0),      -- the best of the grid for so many
  valid_ll_nats REAL,              -- mean over the validation examples at that sigma; NULL when not finite
  nonfinite     TEXT CHECK (nonfinite IN ('nan', '+inf', '-inf')),
  CHECK ((valid_ll_nats IS NULL) = (nonfinite IS NOT NULL)),
  PRIMARY KEY (evaluation_id, samples)
) STRICT, WITHOUT ROWID;
