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

	"gan2014"
	"gan2014/experiments/job"
	"gan2014/internal/atomicfile"
	"gan2014/internal/typeset"
	"gan2014/models/nn"
	"gan2014/results"
)

// A predecessor is a run that is done, whose training another one can go on with.
type predecessor struct {
	results.Run
	epochs     int
	metrics    []results.Metric
	folder     string
	checkpoint string // of its last epoch
}

// takeOver begins the training where that of another run ended, if there is one that differs only in how long it trained and in
// what is scored how. It takes copies: the other run stays as it is.
func (t *training) takeOver(ctx context.Context) error {
	last, err := t.series().Last()
	if err != nil || t.Again || last != "" {
		return err
	}
	p, found, err := t.predecessor(ctx)
	if err != nil || !found {
		return err
	}
	if err := t.model.Load(p.checkpoint); err != nil {
		fmt.Fprintf(t.Log, "not going on from run %s: %v\n", job.ShortKey(p.Key), err)
		return nil
	}
	fmt.Fprintf(t.Log, "going on from run %s, which trained the same for %s\n", job.ShortKey(p.Key), typeset.Count(p.epochs, "epoch", "epochs"))
	if err := t.DB.Continue(ctx, t.ID, p.Key, p.metrics); err != nil {
		return err
	}
	return t.copyTraining(p)
}

// predecessor is, of those runs whose training would be a part of this one's, the one that trained longest.
func (t *training) predecessor(ctx context.Context) (longest predecessor, found bool, err error) {
	runs, err := t.DB.Runs(ctx)
	if err != nil {
		return longest, false, err
	}
	at := slices.IndexFunc(runs, func(r results.Run) bool { return r.ID == t.ID })
	if at < 0 {
		return longest, false, fmt.Errorf("run %d is no longer in the database", t.ID)
	}
	own := runs[at]
	latest := map[string]int64{} // of each key: only that one's files are in the key's folder
	for _, r := range runs {
		latest[r.Key] = r.ID
	}
	training := t.trainingID()
	for _, r := range runs {
		if r.Status != results.Done || r.Key == own.Key || r.ID != latest[r.Key] || !computedAlike(r, own) || trainingOf(r) != training {
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

// computedAlike says whether two runs have the same bits if they do the same: on one machine, with one library and as many threads.
func computedAlike(a, b results.Run) bool {
	x, y := a.Environment, b.Environment
	if x.BLAS == results.FixedOrder && y.BLAS == results.FixedOrder {
		return x.CodeID == y.CodeID
	}
	return a.Host == b.Host && x.CPU == y.CPU && x.BLAS == y.BLAS && x.Threads == y.Threads && x.CodeID == y.CodeID
}

// candidate reads what a run of the same training left, and says whether this one could go on with it.
func (t *training) candidate(ctx context.Context, r results.Run) (p predecessor, fits bool, err error) {
	p = predecessor{Run: r, folder: filepath.Join(filepath.Dir(t.Dir), r.Key)}
	if p.checkpoint, err = (nn.Series{Dir: p.folder}).Last(); err != nil {
		return p, false, err
	}
	if p.metrics, err = t.DB.Metrics(ctx, r.ID); err != nil {
		return p, false, err
	}
	for _, m := range p.metrics {
		p.epochs = max(p.epochs, m.Epoch)
	}
	course := job.NewEarlyStopping(t.Run)
	course.Recall(p.metrics)
	_, perEpoch := t.model.Updates()
	whole := filepath.Base(p.checkpoint) == fmt.Sprintf("update-%09d.checkpoint", p.epochs*perEpoch)
	best := !t.keepsBest() || !course.Begun || isWhole(filepath.Join(p.folder, BestCheckpoint))
	return p, whole && best && p.epochs <= course.End, nil
}

// isWhole reports whether a checkpoint is there and has its checksum.
func isWhole(path string) bool {
	content, err := atomicfile.OpenSummed(path)
	return err == nil && content.Close() == nil
}

// trainingOf identifies the training of a recorded run; it is empty for one in a language that this program no longer speaks.
func trainingOf(r results.Run) string {
	run, err := job.RecordedRun(r)
	if err != nil {
		return ""
	}
	return run.Training(r.DatasetSHA256, r.Environment.CodeID)
}

// trainedBy is the latest run in the database with a training of this program.
func (t *training) trainedBy(ctx context.Context, training string) (results.Run, bool) {
	runs, _ := t.DB.Runs(ctx)
	code := gan2014.CodeID()
	for _, r := range slices.Backward(runs) {
		if r.Environment.CodeID == code && trainingOf(r) == training {
			return r, true
		}
	}
	return results.Run{}, false
}

// copyTraining copies checkpoints and film. The last checkpoint comes last: after a crash before it, all is copied once more.
func (t *training) copyTraining(p predecessor) error {
	entries, err := os.ReadDir(p.folder)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), filmPrefix) {
			continue
		}
		if err := t.take(filepath.Join(p.folder, e.Name())); err != nil {
			fmt.Fprintf(t.Log, "the film is without a part: %v\n", err)
		}
	}
	if err := t.take(filepath.Join(p.folder, BestCheckpoint)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return t.take(p.checkpoint)
}

// take copies a file into the run's folder, whole or not at all.
func (t *training) take(from string) error {
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
