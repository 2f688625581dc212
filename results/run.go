package results

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

var errNoRun = errors.New("no such run")

// A Status is the state of a run.
type Status string

// The statuses of a run; see also Damaged. All except Running are final until the run is begun again.
const (
	Running     Status = "running"     // a process is computing it, or died without recording its end
	Done        Status = "done"        // trained and evaluated
	Failed      Status = "failed"      // stopped by an error
	Interrupted Status = "interrupted" // stopped by the user; it can be resumed
	Diverged    Status = "diverged"    // stopped at the first loss that was not finite
)

// A Run is one training of one system on one data set with one seed.
type Run struct {
	ID        int64
	Key       string // hash of everything that determines the numbers; a key is begun again only to resume or replace its run
	Recipe    string // hash of everything in the key except the seed; only seeds of one recipe are averaged
	Spec      string // name or path of the spec the run came from
	System    string // name in Table 1: "Adversarial nets"
	VariantOf string // the system that a sweep varied to make this one; empty outside sweeps
	Kind      string // the model's kind in the spec: "gan"
	Dataset   string // "mnist"
	Seed      int64
	Budget    string // "minutes", "hour" or "paper"

	EffectiveSpec string // canonical JSON of this run
	SpecText      string // the text of the spec file

	Version       string // of the code that computes it, "gan 1, estimator 1": equal versions, recipes, data and seeds give equal numbers; empty for earlier builds
	Environment   Environment
	Data          []DataFile // raw files the data set was read from
	DatasetSHA256 string     // hash of the decoded pixels, the split and the preprocessing version

	Status     Status
	Started    time.Time // UTC, to the second: when the run was first begun
	Finished   time.Time // UTC, to the second; zero while the run is running
	Heartbeat  time.Time // UTC, to the second: when its process was last known to be alive; zero when unknown
	Seconds    float64   // computing time, summed over resumes
	CPUSeconds float64   // processor time of all threads, summed over resumes; 0 when unknown
	PeakMemory int64     // bytes, the largest memory of any process of the run; 0 when unknown

	TestEvaluations int    // number of times its samples were scored on test examples
	Error           string // why the run failed or diverged; empty otherwise
	LogTail         string // last lines of the run's log
	Continues       string // key of the run whose training this one took over; empty if it trained from the start
	Earlier         string // what an earlier build computed it with before a resume, if that changed its last bits; empty otherwise
	Forecast        Forecast
	Superseded      bool // a later run of the same key is done and replaces this one in Table 1

	Host string // machine that computes or last computed the run; empty in Begin means this one
	PID  int    // process that computes or last computed the run; 0 in Begin means this one

	Again bool // Begin accepts the run although it is done

	stored      Status // the recorded status of a run that is Damaged
	storedError string
	damage      string // what is damaged
}

// A Forecast is the range of seconds that a run was expected to take before it began. It is zero for a run without a forecast.
type Forecast struct {
	Least float64 `json:"least"`
	Most  float64 `json:"most"`
	Basis string  `json:"basis"` // source of the forecast: "its operations"
}

// An Environment describes the code, the libraries and the machine that computed a run. It contains no environment variables. An empty
// or zero field is unknown.
type Environment struct {
	Commit  string // commit of the source tree; empty when unknown
	Dirty   bool   // the source tree had uncommitted changes
	Changes string // the uncommitted changes as git prints them; empty when there were none
	CodeID  string // hash of the sources that determine the numbers; a change of a comment changes it too
	GoSum   string // SHA-256 of go.sum, which holds the versions of all libraries

	GoVersion   string // "go1.26.0"
	OS, Arch    string // "linux", "amd64"
	OSVersion   string // "Debian GNU/Linux 12 (bookworm)"
	Kernel      string // "Linux 6.1.0"
	CPU         string // model name
	CPUFeatures string // vector instructions: "avx2 fma"
	Cores       int
	GOMAXPROCS  int    // threads that Go code may use at once
	Memory      int64  // bytes of memory of the machine
	BLAS        string // library that computed the matrix products, with its version, if Version is empty
	Threads     int    // threads that the run used
	Command     string // command line that started or last resumed the run
}

// A DataFile is one verified raw file of a data set.
type DataFile struct {
	Name, SHA256 string
	Source       string // where its bytes came from: "cache", a URL, ...
	Bytes        int64
}

// selectRuns reads runs with their data files as JSON, so that one statement reads one consistent state.
const selectRuns = `
	SELECT id, key, recipe, spec, system, kind, dataset, seed, budget, effective_spec, spec_text, dataset_sha256,
	       status, started, finished, heartbeat, seconds, cpu_seconds, peak_memory_bytes, test_evaluations, continues, earlier, error, log_tail,
	       forecast_least, forecast_most, forecast_basis, variant_of, version,
	       EXISTS (SELECT 1 FROM run later WHERE later.key = run.key AND later.id > run.id AND later.status = 'done'),
	       host, pid,
	       "commit", dirty, coalesce((SELECT text FROM changes WHERE sha256 = run.changes), ''), code_id, go_sum,
	       go_version, os, arch, os_version, kernel, cpu, cpu_features, cores, gomaxprocs, memory_bytes, blas, threads, command,
	       (SELECT json_group_array(json_object('Name', name, 'SHA256', sha256, 'Source', source, 'Bytes', bytes))
	        FROM (SELECT * FROM data_file WHERE run_id = run.id ORDER BY position) HAVING count(*) > 0)
	FROM run`

func scanRun(rows *sql.Rows) (Run, error) {
	var (
		r                                   Run
		e                                   = &r.Environment
		started, finished, heartbeat, files sql.NullString
	)
	err := rows.Scan(&r.ID, &r.Key, &r.Recipe, &r.Spec, &r.System, &r.Kind, &r.Dataset, &r.Seed, &r.Budget,
		&r.EffectiveSpec, &r.SpecText, &r.DatasetSHA256,
		&r.Status, &started, &finished, &heartbeat, &r.Seconds, &r.CPUSeconds, &r.PeakMemory, &r.TestEvaluations, &r.Continues, &r.Earlier, &r.Error, &r.LogTail,
		&r.Forecast.Least, &r.Forecast.Most, &r.Forecast.Basis, &r.VariantOf, &r.Version,
		&r.Superseded, &r.Host, &r.PID,
		&e.Commit, &e.Dirty, &e.Changes, &e.CodeID, &e.GoSum,
		&e.GoVersion, &e.OS, &e.Arch, &e.OSVersion, &e.Kernel, &e.CPU, &e.CPUFeatures, &e.Cores, &e.GOMAXPROCS, &e.Memory,
		&e.BLAS, &e.Threads, &e.Command, &files)
	if err != nil {
		return Run{}, err
	}
	// An unreadable time is ignored here: the seal shows that this run is damaged, and the other runs are read.
	r.Started, _ = parseTime(started)
	r.Finished, _ = parseTime(finished)
	r.Heartbeat, _ = parseTime(heartbeat)
	if files.Valid {
		if err := json.Unmarshal([]byte(files.String), &r.Data); err != nil {
			return Run{}, fmt.Errorf("data files of run %d: %w", r.ID, err)
		}
	}
	return r, nil
}

// parseTime parses the format of timestamp. NULL gives the zero time.
func parseTime(s sql.NullString) (time.Time, error) {
	if !s.Valid {
		return time.Time{}, nil
	}
	return time.Parse(time.RFC3339, s.String)
}

// Find returns the run of this key that was begun last. As in all methods, its status is Damaged if its rows differ from those recorded.
func (db *DB) Find(ctx context.Context, key string) (Run, bool, error) {
	found, err := db.runs(ctx, fmt.Sprintf("find run %s", key), "WHERE key = ? ORDER BY id DESC LIMIT 1", key)
	if err != nil || len(found) == 0 {
		return Run{}, false, err
	}
	return found[0], true, nil
}

// Lookup returns the run that a user names by its id or by the first letters of its key. If the key has several runs, it returns the
// last.
func (db *DB) Lookup(ctx context.Context, name string) (Run, error) {
	if id, err := strconv.ParseInt(name, 10, 64); err == nil {
		found, err := db.runs(ctx, "find run "+name, "WHERE id = ?", id)
		if err != nil {
			return Run{}, err
		}
		if len(found) > 0 {
			return found[0], nil
		}
	}
	keys, err := query(ctx, db, "find run "+name, scanText, `SELECT DISTINCT key FROM run WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key`, name)
	switch {
	case err != nil:
		return Run{}, err
	case len(keys) == 0 || name == "":
		return Run{}, fmt.Errorf("no run in %s has the id or key %q: `experiments runs` lists them", db.path, name)
	case len(keys) > 1 && keys[0] != name:
		return Run{}, fmt.Errorf("%q begins the keys of %d runs: %s: give more of it", name, len(keys), strings.Join(keys, ", "))
	}
	run, _, err := db.Find(ctx, keys[0])
	return run, err
}

// Runs returns all runs, oldest first.
func (db *DB) Runs(ctx context.Context) ([]Run, error) {
	return db.runs(ctx, "read the runs", "ORDER BY id")
}
