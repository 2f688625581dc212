-- +goose Up

-- Comments that the database keeps stand before the semicolon, as /* */. SQLite puts new columns after the last old one,
-- command, and before its comment, which the last new one therefore ends with.

CREATE TABLE changes ( -- what was not committed in the source tree of a run
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64), -- of text
  text   TEXT NOT NULL            -- git status --porcelain and git diff HEAD, cut at 1 MB
) STRICT, WITHOUT ROWID;

ALTER TABLE run ADD COLUMN cpu_seconds REAL NOT NULL DEFAULT 0 CHECK (cpu_seconds >= 0)
  /* processor time of all threads, summed over resumes; 0 when unknown */;
ALTER TABLE run ADD COLUMN peak_memory_bytes INTEGER NOT NULL DEFAULT 0 CHECK (peak_memory_bytes >= 0)
  /* most memory that a process of it held; 0 when unknown */;
ALTER TABLE run ADD COLUMN heartbeat TEXT
  /* when its process was last known to live; NULL when unknown */;
ALTER TABLE run ADD COLUMN log_tail TEXT NOT NULL DEFAULT ''
  /* last lines of its log */;
ALTER TABLE run ADD COLUMN changes TEXT REFERENCES changes (sha256)
  /* what was not committed; NULL when nothing, or unknown */;
ALTER TABLE run ADD COLUMN go_sum TEXT NOT NULL DEFAULT ''
  /* SHA-256 of go.sum: the versions of all libraries; '' when unknown, as in all columns below */;
ALTER TABLE run ADD COLUMN os_version TEXT NOT NULL DEFAULT ''
  /* 'Debian GNU/Linux 12 (bookworm)' */;
ALTER TABLE run ADD COLUMN kernel TEXT NOT NULL DEFAULT ''
  /* 'Linux 6.1.0' */;
ALTER TABLE run ADD COLUMN cpu_features TEXT NOT NULL DEFAULT ''
  /* vector instructions that the processor has: 'avx2 fma' */;
ALTER TABLE run ADD COLUMN gomaxprocs INTEGER NOT NULL DEFAULT 0
  /* threads that Go code may use at once; 0 when unknown */;
ALTER TABLE run ADD COLUMN memory_bytes INTEGER NOT NULL DEFAULT 0
  /* of the machine; 0 when unknown. The comment that follows is that of the column command: */;

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
         memory_bytes
  FROM run
  ORDER BY id;
