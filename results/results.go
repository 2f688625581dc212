// Package results stores every run of the experiments in one SQLite file. No other package contains SQL.
//
// A [Run] is one training of one system on one data set with one seed. Its key identifies it: a hash of everything that determines its
// numbers. Its recipe is the same hash without the seed, so runs of one recipe differ only by chance. A training run records [Metric]
// values by epoch. At the end it is scored once per grid of bandwidths, and each score is an [Evaluation]. Files that belong to the
// run, such as a sheet of samples, are [Artifact] rows that refer to content-addressed files.
//
//	run 1 ──── n metric       one scalar at one epoch
//	run 1 ──── n evaluation   a Parzen log-likelihood, with the curve that chose its sigma
//	run 1 ──── n artifact     a file under <out>/artifacts
//	run 1 ──── n finding      a claim of the theory and a study's measurement of it
//	run 1 ──── n line         a curve of a study, with its points
//	run n ──── 1 changes      the uncommitted changes of the source tree
//	published                 the numbers of the paper, never averaged with measured ones
//
// Two views are public and keep their columns: table1 has the measured and the published rows of Table 1, and runs has one row per run.
// docs/database.md and `sqlite3 results.db .schema` explain every table.
//
// A run's rows are sealed with a digest when the run ends. Methods that return numbers compare the rows with their seal first and refuse
// a run that is [Damaged].
//
// Every exported method is one transaction. Times are UTC, log-likelihoods are nats. One process at a time writes a run; any number of
// processes may read meanwhile.
package results
