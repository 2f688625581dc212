-- +goose Up

-- 'GANR', so that `file results.db` and a second look at the file can tell whose it is.
PRAGMA application_id = 0x47414E52;

CREATE TABLE run ( -- one training of one system on one data set with one seed
  -- Times are UTC, as 2014-06-10T12:00:00Z. Flags are 0 or 1.
  id             INTEGER PRIMARY KEY,
  key            TEXT NOT NULL CHECK (key <> ''), -- hash of everything that determines the numbers
  recipe         TEXT NOT NULL CHECK (recipe <> ''), -- hash of the same without the seed: only seeds of one recipe are averaged
  spec           TEXT NOT NULL,    -- name or path of the spec
  system         TEXT NOT NULL,    -- as Table 1 names it: 'Adversarial nets'
  kind           TEXT NOT NULL,    -- the model's kind in the spec: 'gan'
  dataset        TEXT NOT NULL,    -- 'mnist'
  seed           INTEGER NOT NULL,
  budget         TEXT NOT NULL,    -- 'minutes', 'hour' or 'paper': how much of the recipe's training was done

  effective_spec TEXT NOT NULL,    -- canonical JSON of this run
  spec_text      TEXT NOT NULL,    -- the spec file as it was written
  dataset_sha256 TEXT NOT NULL,    -- of the decoded pixels, the split and the preprocessing version

  status         TEXT NOT NULL CHECK (status IN ('running', 'done', 'failed', 'interrupted', 'diverged')),
  started        TEXT NOT NULL,    -- when the run was first begun
  finished       TEXT,             -- NULL while it is running
  seconds        REAL NOT NULL DEFAULT 0 CHECK (seconds >= 0), -- computing time, summed over resumes
  error          TEXT NOT NULL DEFAULT '', -- why it failed or diverged

  host           TEXT NOT NULL,    -- machine that computes or last computed it
  pid            INTEGER NOT NULL, -- process that does so
  process        TEXT NOT NULL,    -- when that process started; tells it from a later one with the same pid

  "commit"       TEXT NOT NULL,    -- of the source tree; '' when unknown
  dirty          INTEGER NOT NULL CHECK (dirty IN (0, 1)), -- the tree had changes that were not committed
  code_id        TEXT NOT NULL,    -- hash of the sources that determine the numbers
  go_version     TEXT NOT NULL,
  os             TEXT NOT NULL,
  arch           TEXT NOT NULL,
  cpu            TEXT NOT NULL,    -- model name
  cores          INTEGER NOT NULL,
  blas           TEXT NOT NULL,    -- library that computed the matrix products
  threads        INTEGER NOT NULL, -- of that library
  command        TEXT NOT NULL,    -- command line that started or last resumed it

  CHECK ((status = 'running') = (finished IS NULL))
) STRICT;

-- A finished run may be computed again and is kept: at most one run of a key is not done.
CREATE UNIQUE INDEX run_open_key ON run (key) WHERE status <> 'done';
CREATE INDEX run_key ON run (key, id);

CREATE TABLE data_file ( -- the raw files a run's data set was read from
  run_id   INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,       -- 0, 1, ...
  name     TEXT NOT NULL,
  sha256   TEXT NOT NULL,          -- as verified
  source   TEXT NOT NULL,          -- where the bytes came from: 'cache', a URL, ...
  bytes    INTEGER NOT NULL CHECK (bytes >= 0),
  PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE metric ( -- one scalar of a run at one epoch
  -- loss_d, loss_g: the losses in nats; d_real, d_fake: means of D(x) and D(G(z)); all four over the
  -- epoch, as trained. valid_ll: Parzen log-likelihood of validation examples in nats, at valid_sigma.
  -- learning_rate, momentum: at the end of the epoch. epoch_seconds: its computing time.
  run_id    INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  name      TEXT NOT NULL CHECK (name <> ''),
  epoch     INTEGER NOT NULL CHECK (epoch >= 0), -- 1 is the first; 0 is before training
  value     REAL,                  -- NULL when not finite
  nonfinite TEXT CHECK (nonfinite IN ('nan', '+inf', '-inf')), -- what it is then
  CHECK ((value IS NULL) = (nonfinite IS NOT NULL)),
  PRIMARY KEY (run_id, name, epoch)
) STRICT, WITHOUT ROWID;

CREATE TABLE evaluation ( -- the Parzen score of a run under one protocol
  id               INTEGER PRIMARY KEY,
  run_id           INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  grid             TEXT NOT NULL,  -- grid of bandwidths sigma was chosen from: 'paper' or 'fine'
  protocol         TEXT NOT NULL CHECK (protocol <> ''), -- one readable line; only equal protocols share a row of table1
  ll_nats          REAL,           -- mean log-likelihood of the test examples; NULL when not finite
  ll_nonfinite     TEXT CHECK (ll_nonfinite IN ('nan', '+inf', '-inf')),
  stderr           REAL,           -- standard error of ll_nats over stderr_over, nats; NULL when not finite
  stderr_nonfinite TEXT CHECK (stderr_nonfinite IN ('nan', '+inf', '-inf')),
  stderr_over      TEXT NOT NULL,  -- 'test examples'
  sigma            REAL NOT NULL CHECK (sigma > 0), -- bandwidth, chosen on the validation examples
  sigma_at_edge    INTEGER NOT NULL CHECK (sigma_at_edge IN (0, 1)), -- first or last of its grid: a better one may lie outside
  samples          INTEGER NOT NULL CHECK (samples > 0), -- drawn from the model
  valid_examples   INTEGER NOT NULL CHECK (valid_examples >= 0),
  test_examples    INTEGER NOT NULL CHECK (test_examples > 0),
  epoch            INTEGER NOT NULL CHECK (epoch >= 0), -- of the parameters that were sampled
  CHECK ((ll_nats IS NULL) = (ll_nonfinite IS NOT NULL)),
  CHECK ((stderr IS NULL) = (stderr_nonfinite IS NOT NULL)),
  UNIQUE (run_id, grid)
) STRICT;

CREATE TABLE sigma_curve ( -- mean log-likelihood of the validation examples by bandwidth
  evaluation_id INTEGER NOT NULL REFERENCES evaluation (id) ON DELETE CASCADE,
  sigma         REAL NOT NULL CHECK (sigma > 0),
  valid_ll_nats REAL,              -- NULL when not finite
  nonfinite     TEXT CHECK (nonfinite IN ('nan', '+inf', '-inf')),
  CHECK ((valid_ll_nats IS NULL) = (nonfinite IS NOT NULL)),
  PRIMARY KEY (evaluation_id, sigma)
) STRICT, WITHOUT ROWID;

CREATE TABLE artifact ( -- a file of a run, named by the hash of its content
  run_id  INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  kind    TEXT NOT NULL CHECK (kind <> ''), -- 'samples', ...
  sha256  TEXT NOT NULL CHECK (length(sha256) = 64),
  path    TEXT NOT NULL,           -- relative to the output folder: artifacts/ab/<sha256>.png
  caption TEXT NOT NULL,
  bytes   INTEGER NOT NULL CHECK (bytes >= 0),
  PRIMARY KEY (run_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE published ( -- numbers of the literature, in the order of the table they are printed in
  system      TEXT NOT NULL,
  dataset     TEXT NOT NULL,
  ll_nats     REAL NOT NULL,       -- Gaussian Parzen window, nats
  stderr      REAL NOT NULL,       -- nats
  stderr_over TEXT NOT NULL CHECK (stderr_over IN ('test examples', 'folds')),
  samples     INTEGER CHECK (samples > 0), -- default of parzen_ll.py; the paper does not print it
  source      TEXT NOT NULL,
  position    INTEGER PRIMARY KEY,
  UNIQUE (system, dataset)
) STRICT;

-- Goodfellow et al. 2014, Table 1. Its ± is over test examples for MNIST and over the five folds for TFD,
-- each with its own sigma. Rows other than the paper's own it quotes.
INSERT INTO published (position, system, dataset, ll_nats, stderr, stderr_over, samples, source) VALUES
  (1, 'DBN',              'mnist',  138, 2.0, 'test examples', 10000, 'Goodfellow et al. 2014, Table 1, quoting Bengio, Mesnil, Dauphin, Rifai 2013'),
  (2, 'Stacked CAE',      'mnist',  121, 1.6, 'test examples', 10000, 'Goodfellow et al. 2014, Table 1, quoting Bengio, Mesnil, Dauphin, Rifai 2013'),
  (3, 'Deep GSN',         'mnist',  214, 1.1, 'test examples', 10000, 'Goodfellow et al. 2014, Table 1, quoting Bengio, Thibodeau-Laufer, Alain, Yosinski 2014'),
  (4, 'Adversarial nets', 'mnist',  225, 2.0, 'test examples', 10000, 'Goodfellow et al. 2014, Table 1'),
  (5, 'DBN',              'tfd',   1909, 66.0, 'folds',        10000, 'Goodfellow et al. 2014, Table 1, quoting Bengio, Mesnil, Dauphin, Rifai 2013'),
  (6, 'Stacked CAE',      'tfd',   2110, 50.0, 'folds',        10000, 'Goodfellow et al. 2014, Table 1, quoting Bengio, Mesnil, Dauphin, Rifai 2013'),
  (7, 'Deep GSN',         'tfd',   1890, 29.0, 'folds',        10000, 'Goodfellow et al. 2014, Table 1, quoting Bengio, Thibodeau-Laufer, Alain, Yosinski 2014'),
  (8, 'Adversarial nets', 'tfd',   2057, 26.0, 'folds',        10000, 'Goodfellow et al. 2014, Table 1');

CREATE VIEW runs AS -- one row per run, oldest first
  SELECT key, system, dataset, seed, status, started, seconds, "commit", dirty, budget, spec,
         finished, error, kind, recipe, host, pid, code_id, go_version, os, arch, cpu, cores, blas, threads,
         command, dataset_sha256,
         -- a later run of the same key is done, and took this one's place in table1
         EXISTS (SELECT 1 FROM run later WHERE later.key = run.key AND later.id > run.id AND later.status = 'done')
           AS superseded,
         id
  FROM run
  ORDER BY id;

CREATE VIEW table1 AS
  -- Table 1: by data set the published rows, then one row per recipe and protocol, averaged over its seeds.
  -- Only runs that are done count, and of runs with the same key only the last.
  --
  -- ll_nats        mean over the seeds; NULL when some seed's is not finite
  -- stderr         of one seed, over its test examples; of several, the mean of theirs, which is still
  --                'test examples': it says nothing about the spread over seeds
  -- sd_over_seeds  sample standard deviation (n - 1) of ll_nats; NULL below two seeds
  -- seeds          how many; NULL for published rows
  -- sigma          mean over the seeds; sigma_at_edge is 1 when any seed's is
  -- source         where a published number is printed; NULL for measured rows
  -- run_ids        the runs that were averaged
  WITH RECURSIVE
    score AS (
      SELECT r.id AS run_id, r.system, r.dataset, r.budget, r.recipe,
             e.id AS evaluation_id, e.grid, e.protocol, e.ll_nats, e.stderr, e.stderr_over,
             e.sigma, e.sigma_at_edge, e.samples, e.test_examples,
             avg(e.ll_nats) OVER (PARTITION BY r.recipe, e.grid, e.protocol, r.system, r.dataset, r.budget,
                                               e.stderr_over, e.samples, e.test_examples) AS mean
      FROM run r JOIN evaluation e ON e.run_id = r.id
      WHERE r.status = 'done'
        AND NOT EXISTS (SELECT 1 FROM run later WHERE later.key = r.key AND later.id > r.id AND later.status = 'done')
    ),
    cell AS (
      SELECT min(evaluation_id) AS id, min(run_id) AS first_run, group_concat(run_id) AS run_ids,
             system, dataset, budget, recipe, grid, protocol, stderr_over, samples, test_examples,
             CASE WHEN count(ll_nats) = count(*) THEN avg(ll_nats) END AS ll_nats,
             CASE WHEN count(stderr) = count(*) THEN avg(stderr) END AS stderr,
             -- one seed: 0 / 0, which is NULL
             CASE WHEN count(ll_nats) = count(*)
                  THEN sum((ll_nats - mean) * (ll_nats - mean)) / (count(*) - 1) END AS variance,
             count(*) AS seeds, avg(sigma) AS sigma, max(sigma_at_edge) AS sigma_at_edge
      FROM score
      GROUP BY recipe, grid, protocol, system, dataset, budget, stderr_over, samples, test_examples
    ),
    -- Square root by Newton's iteration, because not every SQLite is built with sqrt(). It starts above the
    -- root, (1+v)/2 >= sqrt(v), and falls until rounding stops it.
    root (id, variance, x) AS (
      SELECT id, variance, (1 + variance) / 2 FROM cell WHERE variance IS NOT NULL
      UNION ALL
      SELECT id, variance, (x + variance / x) / 2 FROM root WHERE (x + variance / x) / 2 < x
    ),
    deviation AS (SELECT id, min(x) AS sd FROM root GROUP BY id)
  SELECT system, dataset, origin, ll_nats, stderr, stderr_over, sd_over_seeds, seeds, sigma,
         samples, test_examples, protocol, budget, sigma_at_edge, source, recipe, grid, run_ids
  FROM (
    SELECT system, dataset, 'published' AS origin, ll_nats, stderr, stderr_over, NULL AS sd_over_seeds, NULL AS seeds,
           NULL AS sigma, samples, NULL AS test_examples, NULL AS protocol, NULL AS budget, NULL AS sigma_at_edge,
           source, NULL AS recipe, NULL AS grid, NULL AS run_ids,
           position, 0 AS first_run, 0 AS id
    FROM published
    UNION ALL
    SELECT system, dataset, 'measured', ll_nats, stderr, stderr_over, deviation.sd, seeds,
           sigma, samples, test_examples, protocol, budget, sigma_at_edge,
           NULL, recipe, grid, run_ids,
           -- systems that the table does not name come last
           coalesce((SELECT min(position) FROM published WHERE published.system = cell.system), 1000), first_run, cell.id
    FROM cell LEFT JOIN deviation ON deviation.id = cell.id
  )
  ORDER BY dataset, origin = 'measured', position, first_run, id;
