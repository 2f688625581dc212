-- +goose Up

-- As in 00002, the new column ends with the comment of the column before it.
ALTER TABLE run ADD COLUMN earlier TEXT NOT NULL DEFAULT ''
  /* what else it was computed with before it was resumed, 'OpenBLAS 0.3.21 Haswell, threads 1, AMD EPYC'; empty when all of it alike. The comment that follows is that of the column command: */;

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
         memory_bytes, test_evaluations, continues, earlier
  FROM run
  ORDER BY id;
