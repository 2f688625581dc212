package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"gan2014"
	"gan2014/experiments/spec"
	"gan2014/internal/atomicfile"
	"gan2014/results"
)

// A predecessor is a run that is done, whose training another one can go on with.
type predecessor struct {
	results.Run
	epochs  int
	metrics []results.Metric
	folder  string
	last    string // checkpoint
}

// takeOver begins the training where that of another run ended, if there is one that differs only in how long it trained and in
// what is scored how. It takes copies: the other run stays as it is.
func (t *training) takeOver(ctx context.Context) error {
	if t.again || lastCheckpoint(t.dir) != "" {
		return nil
	}
	p, found, err := t.predecessor(ctx)
	if err != nil || !found {
		return err
	}
	if err := t.model.Load(p.last); err != nil {
		fmt.Fprintf(t.log, "not going on from run %s: %v\n", shortKey(p.Key), err)
		return nil
	}
	fmt.Fprintf(t.log, "going on from run %s, which trained the same for %d epochs\n", shortKey(p.Key), p.epochs)
	if err := t.db.Continue(ctx, t.id, p.Key, p.metrics); err != nil {
		return err
	}
	return t.copyTraining(p)
}

// predecessor is, of those runs whose training would be a part of this one's, the one that trained longest.
func (t *training) predecessor(ctx context.Context) (longest predecessor, found bool, err error) {
	runs, err := t.db.Runs(ctx)
	if err != nil {
		return longest, false, err
	}
	for _, r := range runs {
		if r.Status != results.Done || r.Key == t.key || trainingOf(r) != t.trainingID() {
			continue
		}
		p := predecessor{Run: r, folder: filepath.Join(filepath.Dir(t.dir), r.Key)}
		p.last = lastCheckpoint(p.folder)
		if p.last == "" || t.keepsBest() && !exists(filepath.Join(p.folder, bestCheckpoint)) {
			continue
		}
		if p.metrics, err = t.db.Metrics(ctx, r.ID); err != nil {
			return longest, false, err
		}
		for _, m := range p.metrics {
			p.epochs = max(p.epochs, m.Epoch)
		}
		course := newAscent(t.Run)
		course.recall(p.metrics)
		if p.epochs > longest.epochs && p.epochs <= course.end {
			longest, found = p, true
		}
	}
	return longest, found, nil
}

// trainingOf identifies the training of a run of this program's numeric code; it is empty for another's.
func trainingOf(r results.Run) string {
	if r.Environment.CodeID != gan2014.CodeID() {
		return ""
	}
	run, err := runOfSpec(r)
	if err != nil {
		return "" // of a language that this program no longer speaks
	}
	return run.Training(r.DatasetSHA256, r.Environment.CodeID)
}

// runOfSpec reads a recorded run's recipe.
func runOfSpec(r results.Run) (spec.Run, error) {
	name, seed := `name="any"`, fmt.Sprintf("seeds=[%d]", r.Seed)
	experiment, err := spec.Parse("", []byte(r.EffectiveSpec), []string{name, seed}, nil)
	if err != nil {
		return spec.Run{}, err
	}
	return experiment.Plan()[0], nil
}

// runOf is the latest run in the database with a training.
func (t *training) runOf(ctx context.Context, training string) (results.Run, bool) {
	runs, _ := t.db.Runs(ctx)
	for _, r := range slices.Backward(runs) {
		if trainingOf(r) == training {
			return r, true
		}
	}
	return results.Run{}, false
}

// lastCheckpoint is the newest in a run's folder, "" if there is none.
func lastCheckpoint(folder string) string {
	paths, _ := filepath.Glob(filepath.Join(folder, "update-*.checkpoint"))
	if len(paths) == 0 {
		return ""
	}
	return slices.Max(paths)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// copyTraining copies checkpoints and film. The last checkpoint comes last: without it the training begins anew.
func (t *training) copyTraining(p predecessor) error {
	films, err := filepath.Glob(filepath.Join(p.folder, "film-*"))
	if err != nil {
		return err
	}
	for _, from := range append(films, filepath.Join(p.folder, bestCheckpoint), p.last) {
		if err := copyFile(from, filepath.Join(t.dir, filepath.Base(from))); err != nil {
			return err
		}
	}
	return nil
}

// copyFile copies a file whole or not at all; one that is not there is no error.
func copyFile(from, to string) error {
	in, err := os.Open(from)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer in.Close()
	return atomicfile.Write(to, func(w io.Writer) error {
		_, err := io.Copy(w, in)
		return err
	})
}
