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

-- As in 00002, the new column ends with the comment of the column before it.
ALTER TABLE run ADD COLUMN test_evaluations INTEGER NOT NULL DEFAULT 0 CHECK (test_evaluations >= 0)
  /* how often its samples were scored on test examples. The comment that follows is that of the column command: */;

DROP VIEW runs;
CREATE VIEW runs AS -- one row per run, oldest first
  SELECT key, system, dataset, seed, status, started, seconds, "commit", dirty, budget, spec,
         finished, error, kind, recipe, host, pid, code_id, go_version, os, arch, cpu, cores, blas, threads,
         command, dataset_sha256,
         -- a later run of the same key is done, and took this one's place in table1
         EXISTS (SELECT 1 FROM run later WHERE later.key = run.key AND later.id > run.id AND later.status = 'done')
           AS superseded,
         id,
         cpu_seconds, peak_memory_bytes, heartbeat, log_tail, changes, go_sum, os_version, kernel, cpu_features, gomaxprocs,
         memory_bytes, test_evaluations
  FROM run
  ORDER BY id;
