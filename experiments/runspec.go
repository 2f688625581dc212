package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"gan2014"
	"gan2014/datasets"
	"gan2014/experiments/spec"
	"gan2014/experiments/specs"
	"gan2014/internal/blas"
	"gan2014/internal/provenance"
	"gan2014/report"
	"gan2014/results"
)

// runSpec is the method: read the spec, fix every run, execute those that are missing, report.
func runSpec(ctx context.Context, o options, stdout, stderr io.Writer) error {
	experiment, text, err := readSpec(o)
	if err != nil {
		return usageError{err}
	}
	lab, err := newLab(ctx, o, stderr)
	if err != nil {
		return usageError{err}
	}
	defer lab.db.Close()
	jobs, err := lab.plan(ctx, experiment, text)
	if err != nil {
		return usageUnlessCanceled(ctx, err)
	}
	failed := lab.execute(ctx, jobs)
	return errors.Join(failed, lab.show(context.WithoutCancel(ctx), stdout))
}

func readSpec(o options) (*spec.Spec, string, error) {
	file, text, err := specs.Read(o.spec)
	if err != nil {
		return nil, "", err
	}
	experiment, err := spec.Parse(file, text, o.sets)
	return experiment, string(text), err
}

// A lab is what all runs of one command share.
type lab struct {
	db          *results.DB
	out         string
	cache       *datasets.Cache
	environment results.Environment
	log         io.Writer
}

// newLab opens what the command needs and says what it computes with.
func newLab(ctx context.Context, o options, stderr io.Writer) (*lab, error) {
	if err := makeWritable(o.out); err != nil {
		return nil, err
	}
	db, err := results.Open(ctx, o.db)
	if err != nil {
		return nil, err
	}
	if _, err := db.MarkDead(ctx); err != nil {
		db.Close()
		return nil, err
	}
	backend := blas.Use(o.threads)
	fmt.Fprintf(stderr, "matrix products: %v\n", backend)
	if !backend.Fast {
		fmt.Fprintf(stderr, "OpenBLAS was not found: everything works, but training takes several times longer. To install it: %s\n", blas.Install())
	}
	tree := provenance.Tree("")
	return &lab{db: db, out: o.out, cache: newCache(o, stderr), log: stderr, environment: results.Environment{
		Commit: tree.Commit, Dirty: tree.Dirty, CodeID: gan2014.CodeID(),
		GoVersion: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH, CPU: provenance.CPU(), Cores: runtime.NumCPU(),
		BLAS: backend.Name, Threads: backend.Threads, Command: o.line,
	}}, nil
}

// makeWritable makes sure, before hours of work, that files can be written to dir.
func makeWritable(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("%w: give a folder that can be written with -out", err)
	}
	probe, err := os.CreateTemp(dir, ".writable-*")
	if err != nil {
		return fmt.Errorf("%w: give a folder that can be written with -out", err)
	}
	probe.Close()
	return os.Remove(probe.Name())
}

// A job is a run with its data and the record that will be kept of it.
type job struct {
	spec.Run
	set    *datasets.Set
	record results.Run
}

func (j job) String() string {
	return fmt.Sprintf("%s, %s, seed %d", j.System.Name, j.set.Name, j.Seed)
}

// folder holds the job's checkpoints.
func (j job) folder(out string) string { return filepath.Join(out, "runs", j.record.Key) }

// plan loads the data and fixes every run: what follows depends on the spec's file no more.
func (l *lab) plan(ctx context.Context, experiment *spec.Spec, text string) ([]job, error) {
	sets := map[string]*datasets.Set{}
	var jobs []job
	for _, run := range experiment.Plan() {
		name := run.System.Dataset
		if sets[name] == nil {
			set, err := l.cache.Load(ctx, name)
			if err != nil {
				return nil, err
			}
			sets[name] = set
		}
		jobs = append(jobs, job{run, sets[name], l.record(run, sets[name], text)})
	}
	return jobs, nil
}

func (l *lab) record(run spec.Run, set *datasets.Set, text string) results.Run {
	var files []results.DataFile
	for _, f := range set.Files {
		files = append(files, results.DataFile{Name: f.Name, SHA256: f.SHA256, Source: f.Source, Bytes: f.Bytes})
	}
	return results.Run{
		Key: run.Key(set.SHA256, l.environment.CodeID), Recipe: run.Recipe(set.SHA256, l.environment.CodeID),
		Spec: run.Spec, System: run.System.Name, Kind: string(run.System.Kind), Dataset: run.System.Dataset,
		Seed: run.Seed, Budget: run.Budget, EffectiveSpec: string(run.Canonical()), SpecText: text,
		Environment: l.environment, Data: files, DatasetSHA256: set.SHA256,
	}
}

// show writes the report and prints Table 1 and where everything is.
func (l *lab) show(ctx context.Context, stdout io.Writer) error {
	if err := report.Write(ctx, l.db, l.out); err != nil {
		return err
	}
	rows, err := l.db.Table1(ctx)
	if err != nil {
		return err
	}
	fmt.Fprint(stdout, "\n", strings.TrimLeft(report.Text(rows), "\n"), "\nreport: ", filepath.Join(l.out, "report.html"), "\n")
	return nil
}

// writeReport is the command that draws the report of a database.
func writeReport(ctx context.Context, o options, stdout, _ io.Writer) error {
	db, err := results.OpenReadOnly(ctx, o.db)
	if err != nil {
		return usageError{err}
	}
	defer db.Close()
	if err := makeWritable(o.out); err != nil {
		return usageError{err}
	}
	return (&lab{db: db, out: o.out}).show(ctx, stdout)
}
