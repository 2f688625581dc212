// Package results keeps every run of the experiments in one SQLite file, and is the only place that
// knows SQL.
//
// A [Run] is one training of one system on one data set with one seed. It is identified by its key, a
// hash of everything that determines its numbers; its recipe is the hash of the same without the seed, so
// runs of one recipe differ in nothing but chance. While a run trains it records [Metric] values by epoch;
// at the end it is scored, once per grid of bandwidths, and each score is an [Evaluation]; files that
// belong to it, such as a sheet of samples, are [Artifact] rows that point at content-addressed files.
//
//	run 1 ──── n metric       one scalar at one epoch
//	run 1 ──── n evaluation   a Parzen log-likelihood, with the curve that chose its sigma
//	run 1 ──── n artifact     a file under <out>/artifacts
//	run 1 ──── n finding      a sentence of the theory beside what a study measured of it
//	run 1 ──── n line         a curve of a study, with its points
//	run n ──── 1 changes      what was not committed in the source tree
//	published                 the numbers of the paper, never averaged with ours
//
// Two views are public and keep their columns: table1, the rows of Table 1 measured and published, and
// runs, one row per run. docs/database.md explains every table, as does `sqlite3 results.db .schema`.
//
// Every exported method is one transaction. Times are UTC, log-likelihoods are nats. A run is written by
// one process at a time, and any number of processes may read meanwhile.
package results
