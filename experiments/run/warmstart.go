package run

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gan2014/experiments/job"
	"gan2014/internal/atomicfile"
	"gan2014/internal/typeset"
	"gan2014/models/nn"
	"gan2014/results"
)

// A donor is a finished run whose training another run can continue.
type donor struct {
	results.Run
	epochs     int
	metrics    []results.Metric
	folder     string
	checkpoint string // checkpoint of its last epoch
}

// warmStart starts the training from the end of another run's training (a warm start) if there is a run that differs only in the
// number of epochs and in the evaluation. It copies the other run's files and does not change them.
func (t *training) warmStart(ctx context.Context) error {
	last, err := t.series().Last()
	if err != nil || t.Again || last != "" {
		return err
	}
	p, found, err := t.findDonor(ctx)
	if err != nil || !found {
		return err
	}
	if err := t.model.Load(p.checkpoint); err != nil {
		fmt.Fprintf(t.Log, "cannot continue from run %s: %v\n", job.ShortKey(p.Key), err)
		return nil
	}
	t.Log.Tell("continuing from run %s, which has trained the same for %s", job.ShortKey(p.Key), typeset.Count(p.epochs, "epoch", "epochs"))
	if err := t.DB.Continue(ctx, t.ID, p.Key, p.metrics); err != nil {
		return err
	}
	return t.copyTraining(p)
}

// findDonor returns the run with the longest training that is a part of this run's training.
func (t *training) findDonor(ctx context.Context) (longest donor, found bool, err error) {
	runs, err := t.DB.Runs(ctx)
	if err != nil {
		return longest, false, err
	}
	at := slices.IndexFunc(runs, func(r results.Run) bool { return r.ID == t.ID })
	if at < 0 {
		return longest, false, fmt.Errorf("run %d is no longer in the database", t.ID)
	}
	own := runs[at]
	latest := map[string]int64{} // per key: the key's folder has the files of the latest run only
	for _, r := range runs {
		latest[r.Key] = r.ID
	}
	training := t.trainingID()
	for _, r := range runs {
		if r.Status != results.Done || r.Key == own.Key || r.ID != latest[r.Key] || r.Version != own.Version || trainingOf(r) != training {
			continue
		}
		p, fits, err := t.candidate(ctx, r)
		if err != nil {
			return longest, false, err
		}
		if fits && p.epochs > longest.epochs {
			longest, found = p, true
		}
	}
	return longest, found, nil
}

// candidate reads the checkpoint and metrics of a run of the same training, and reports whether this run can continue it.
func (t *training) candidate(ctx context.Context, r results.Run) (p donor, fits bool, err error) {
	p = donor{Run: r, folder: filepath.Join(filepath.Dir(t.Dir), r.Key)}
	if p.checkpoint, err = (nn.Series{Dir: p.folder}).Last(); err != nil {
		return p, false, err
	}
	if p.metrics, err = t.DB.Metrics(ctx, r.ID); err != nil {
		return p, false, err
	}
	for _, m := range p.metrics {
		p.epochs = max(p.epochs, m.Epoch)
	}
	earlyStop := job.NewEarlyStopping(t.Run)
	earlyStop.Replay(p.metrics)
	_, perEpoch := t.model.Updates()
	whole := filepath.Base(p.checkpoint) == fmt.Sprintf("update-%09d.checkpoint", p.epochs*perEpoch)
	best := !t.keepsBest() || !earlyStop.Begun || isWhole(filepath.Join(p.folder, BestCheckpoint))
	return p, whole && best && p.epochs <= earlyStop.End, nil
}

// isWhole reports whether a checkpoint exists and matches its checksum.
func isWhole(path string) bool {
	content, err := atomicfile.OpenSummed(path)
	return err == nil && content.Close() == nil
}

// trainingOf identifies the training of a recorded run. It returns "" if this program cannot read the run's recipe.
func trainingOf(r results.Run) string {
	run, err := job.RecordedRun(r)
	if err != nil {
		return ""
	}
	return run.Training(r.DatasetSHA256, r.Version)
}

// trainedBy returns the latest run in the database with the given training and this program's version.
func (t *training) trainedBy(ctx context.Context, training string) (results.Run, bool) {
	runs, _ := t.DB.Runs(ctx)
	for _, r := range slices.Backward(runs) {
		if r.Version == job.Version(t.System.Kind) && trainingOf(r) == training {
			return r, true
		}
	}
	return results.Run{}, false
}

// copyTraining copies the film and the checkpoints. It copies the last checkpoint last, so that a crash before it makes the next
// attempt copy all files again.
func (t *training) copyTraining(p donor) error {
	entries, err := os.ReadDir(p.folder)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), filmPrefix) {
			continue
		}
		if err := t.copyFile(filepath.Join(p.folder, e.Name())); err != nil {
			fmt.Fprintf(t.Log, "the film lacks the epochs of the earlier run: %v\n", err)
		}
	}
	if err := t.copyFile(filepath.Join(p.folder, BestCheckpoint)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return t.copyFile(p.checkpoint)
}

// copyFile copies a file into the run's folder atomically.
func (t *training) copyFile(from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	return atomicfile.Write(filepath.Join(t.Dir, filepath.Base(from)), func(w io.Writer) error {
		_, err := io.Copy(w, in)
		return err
	})
}
