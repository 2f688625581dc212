package results

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// An Imported says what an import did with the runs of the other database.
type Imported struct {
	Added     []int64 // ids of the new runs in this database
	Same      int     // runs that this database had already, with the same numbers
	Known     int     // runs left out because they are not done, or superseded, and their key is here or was added
	Running   int     // runs left out because they are being computed, here or there
	Artifacts int     // files copied
	Left      int     // artifacts left out because there was no folder to copy them from
	Damaged   []Run   // runs left out because they are damaged in the other database
}

// A Conflict is a run that is done in both databases, with different numbers.
type Conflict struct {
	Here, There Run
	Numbers     []Difference // A is the value in this database
}

// A ConflictError says that nothing was imported because of the conflicts it lists.
type ConflictError struct{ Conflicts []Conflict }

func (e *ConflictError) Error() string {
	return fmt.Sprintf("nothing was imported: keys with different numbers in the two databases: %d", len(e.Conflicts))
}

// Import adds the runs of another database, with all that belongs to them, and identifies them by their keys.
//
// Runs that are here already stay as they are, so that an import can be repeated. There are three exceptions: a done run replaces an
// unfinished run of its key; an unfinished run replaces an earlier state of itself; a done and intact run replaces a damaged one. If
// the numbers of a key differ in any bit, Import returns a [ConflictError] and changes nothing. It leaves out runs that are damaged
// in the other database.
//
// Import copies artifacts from the folder artifacts, which has the layout of an output folder's artifacts, to the artifacts of outDir.
// It copies only files whose content has the hash of their name. If artifacts is empty, it leaves them out.
func (db *DB) Import(ctx context.Context, other *DB, outDir, artifacts string) (Imported, error) {
	runs, err := other.Runs(ctx)
	if err != nil {
		return Imported{}, err
	}
	return db.add(ctx, other, runs, outDir, artifacts)
}

// ImportRun imports only the last run of a key, without artifacts, by the rules of Import.
func (db *DB) ImportRun(ctx context.Context, other *DB, key string) (Imported, error) {
	run, found, err := other.Find(ctx, key)
	if err != nil || !found {
		return Imported{}, err
	}
	return db.add(ctx, other, []Run{run}, "", "")
}

// add imports runs of another database.
func (db *DB) add(ctx context.Context, other *DB, runs []Run, outDir, artifacts string) (Imported, error) {
	var in importer
	err := db.update(ctx, "import "+other.path, func(tx *sql.Tx) error {
		in = importer{db: db, tx: tx, other: other, outDir: outDir, artifacts: artifacts}
		for _, r := range runs {
			if err := in.add(ctx, r); err != nil {
				return fmt.Errorf("run %d: %w", r.ID, err)
			}
		}
		if len(in.conflicts) > 0 {
			return &ConflictError{in.conflicts}
		}
		return nil
	})
	return in.done, err
}

// An importer holds the state of one import, which is one transaction.
type importer struct {
	db                *DB
	tx                *sql.Tx
	other             *DB
	outDir, artifacts string
	mirror            bool // the import makes a copy for reading: it takes running runs too, and does not copy artifacts
	done              Imported
	conflicts         []Conflict
}

// add takes a run of the other database, leaves it out, or compares it with the run that is here.
func (in *importer) add(ctx context.Context, there Run) error {
	if there.Status == Damaged && !in.mirror {
		in.done.Damaged = append(in.done.Damaged, there)
		return nil
	}
	// The last done run of a key counts; if none is done, the last run.
	found, err := collect(ctx, in.tx, scanRun, selectRuns+` WHERE key = ? ORDER BY status = 'done' DESC, id DESC`, there.Key)
	if err != nil {
		return err
	}
	if err := in.db.markDamaged(ctx, in.tx, found); err != nil {
		return err
	}
	damaged := func(r Run) bool { return r.Status == Damaged }
	if there.Status == Done {
		for _, here := range found {
			if !damaged(here) {
				continue
			}
			if err := in.remove(ctx, here); err != nil {
				return err
			}
		}
	}
	if found = slices.DeleteFunc(found, damaged); len(found) > 1 {
		found = found[:1]
	}
	switch {
	case !in.mirror && (there.Status == Running || len(found) > 0 && found[0].Status == Running):
		in.done.Running++
		return nil
	case there.Superseded || len(found) > 0 && there.Status != Done && !continues(there, found[0]):
		in.done.Known++
		return nil
	case len(found) > 0 && found[0].Status == Done:
		return in.compare(ctx, found[0], there)
	case len(found) > 0: // not done here
		if err := in.remove(ctx, found[0]); err != nil {
			return err
		}
	}
	return in.addRun(ctx, there)
}

func (in *importer) remove(ctx context.Context, here Run) error {
	_, err := in.tx.ExecContext(ctx, `DELETE FROM run WHERE id = ?`, here.ID)
	return err
}

// addRun adds a run with all that belongs to it, and seals it. A mirror takes only the row of a damaged run and remembers the damage.
func (in *importer) addRun(ctx context.Context, there Run) error {
	if there.Status == Damaged {
		there.Status, there.Error = there.stored, there.storedError
		id, err := in.insertRow(ctx, there)
		if err == nil {
			in.db.rememberDamage(id, there.damage)
		}
		return err
	}
	id, err := in.insert(ctx, there)
	if err != nil {
		return err
	}
	in.done.Added = append(in.done.Added, id)
	if err := in.copyArtifacts(ctx, id, there); err != nil || there.Status == Running {
		return err
	}
	seal, err := in.other.SealOf(ctx, there.ID)
	if err != nil {
		return err
	}
	return sealRun(ctx, in.tx, id, seal)
}

// continues reports whether the unfinished run there is a later state of the run here.
func continues(there, here Run) bool {
	return here.Status != Done && there.Started.Equal(here.Started) && there.Finished.After(here.Finished)
}

// compare compares the numbers of a run that is done in both databases, and notes a conflict if they differ.
func (in *importer) compare(ctx context.Context, here, there Run) error {
	a, err := readNumbers(ctx, in.tx, here.ID)
	if err != nil {
		return err
	}
	b, err := in.other.Numbers(ctx, there.ID)
	if err != nil {
		return err
	}
	if numbers := CompareNumbers(a, b); len(numbers) > 0 {
		in.conflicts = append(in.conflicts, Conflict{here, there, numbers})
		return nil
	}
	in.done.Same++
	return in.db.changeIn(ctx, in.tx, here.ID, func(tx *sql.Tx) error {
		return errors.Join(in.copyArtifacts(ctx, here.ID, there), in.copyMetricScores(ctx, tx, here.ID, there))
	})
}

func (in *importer) insert(ctx context.Context, r Run) (int64, error) {
	numbers, err := in.other.Numbers(ctx, r.ID)
	if err != nil {
		return 0, err
	}
	id, err := in.insertRow(ctx, r)
	if err != nil {
		return 0, err
	}
	for _, e := range numbers.Evaluations {
		if err := insertEvaluation(ctx, in.tx, id, e); err != nil {
			return 0, err
		}
	}
	if err := insertStudy(ctx, in.tx, id, numbers.Study); err != nil {
		return 0, err
	}
	return id, errors.Join(in.copyMetricScores(ctx, in.tx, id, r), record(ctx, in.tx, id, numbers.Metrics))
}

// insertRow inserts the row of the run, without its metrics, evaluations and other numbers.
func (in *importer) insertRow(ctx context.Context, r Run) (int64, error) {
	if err := keepChanges(ctx, in.tx, r.Environment.Changes); err != nil {
		return 0, err
	}
	finished := sql.NullString{String: timestamp(r.Finished), Valid: !r.Finished.IsZero()}
	heartbeat := sql.NullString{String: timestamp(r.Heartbeat), Valid: !r.Heartbeat.IsZero()}
	result, err := in.tx.ExecContext(ctx, `
		INSERT INTO run (key, status, started, finished, heartbeat, seconds, cpu_seconds, peak_memory_bytes, test_evaluations, continues, earlier, error, log_tail,
			forecast_least, forecast_most, forecast_basis, `+describedBy+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, `+describedMarks+`)`,
		append([]any{r.Key, r.Status, timestamp(r.Started), finished, heartbeat, r.Seconds, r.CPUSeconds, r.PeakMemory, r.TestEvaluations, r.Continues, r.Earlier, r.Error, r.LogTail,
			r.Forecast.Least, r.Forecast.Most, r.Forecast.Basis},
			description(r, "")...)...)
	if err != nil {
		return 0, err
	}
	id, err := result.LastInsertId()
	if err != nil {
		return 0, err
	}
	return id, replaceDataFiles(ctx, in.tx, id, r.Data)
}

// copyMetricScores adds the measures of the other run. They replace those of the same name.
func (in *importer) copyMetricScores(ctx context.Context, tx *sql.Tx, id int64, there Run) error {
	scores, err := in.other.metricScoresOf(ctx, there.ID)
	if err != nil {
		return err
	}
	return insertMetricScores(ctx, tx, id, scores)
}

// copyArtifacts adds the artifacts of the other run that this run lacks.
func (in *importer) copyArtifacts(ctx context.Context, id int64, there Run) error {
	have, err := collect(ctx, in.tx, scanText, `SELECT kind FROM artifact WHERE run_id = ?`, id)
	if err != nil {
		return err
	}
	present := map[string]bool{}
	for _, kind := range have {
		present[kind] = true
	}
	as, err := in.other.Artifacts(ctx, there.ID)
	if err != nil {
		return err
	}
	for _, a := range as {
		switch {
		case present[a.Kind]:
			if err := in.repair(a); err != nil {
				return fmt.Errorf("artifact %s: %w", a.Kind, err)
			}
		case in.mirror:
			if err := insertArtifact(ctx, in.tx, id, a); err != nil {
				return fmt.Errorf("artifact %s: %w", a.Kind, err)
			}
		case in.artifacts == "":
			in.done.Left++
		default:
			if err := in.copyArtifact(ctx, id, a); err != nil {
				return fmt.Errorf("artifact %s: %w", a.Kind, err)
			}
			in.done.Artifacts++
		}
	}
	return nil
}

// repair writes the file of an artifact again if it is damaged here and intact there.
func (in *importer) repair(a Artifact) error {
	if in.mirror || in.artifacts == "" {
		return nil
	}
	here, err := os.ReadFile(filepath.Join(in.outDir, filepath.FromSlash(a.Path)))
	if err == nil && a.Check(here) == nil {
		return nil
	}
	data, err := in.read(a)
	if err != nil {
		return err
	}
	in.done.Artifacts++
	return writeArtifact(in.outDir, a, data)
}

func (in *importer) copyArtifact(ctx context.Context, id int64, a Artifact) error {
	data, err := in.read(a)
	if err != nil {
		return err
	}
	a.Bytes = int64(len(data))
	return addArtifact(ctx, in.tx, in.outDir, id, a, data)
}

// read reads the file of an artifact of the other database.
func (in *importer) read(a Artifact) ([]byte, error) {
	ext := path.Ext(a.Path)
	if len(a.SHA256) != 64 || len(ext) < 2 || a.Path != artifactPath(a.SHA256, ext[1:]) {
		return nil, fmt.Errorf("its path is %q, which does not contain its hash", a.Path)
	}
	file := filepath.Join(in.artifacts, a.SHA256[:2], a.SHA256+ext)
	data, err := os.ReadFile(file)
	if err == nil && a.Check(data) != nil {
		err = fmt.Errorf("%s is damaged: its content has another hash", file)
	}
	return data, err
}
