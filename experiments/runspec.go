package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"gan2014/datasets"
	"gan2014/experiments/spec"
	"gan2014/experiments/specs"
	"gan2014/internal/blas"
	"gan2014/results"
)

// specCommand trains and evaluates what a spec asks for.
type specCommand struct {
	spec    string
	sets    list // key=value
	db      string
	out     string
	data    string
	threads int
}

func (c *specCommand) flags(f *flag.FlagSet) {
	f.StringVar(&c.spec, "spec", "", "")
	f.Var(&c.sets, "set", "")
	f.StringVar(&c.db, "db", "results.db", "")
	f.StringVar(&c.out, "out", "out", "")
	f.StringVar(&c.data, "data", "", "")
	f.IntVar(&c.threads, "threads", 0, "")
}

func (c *specCommand) check(args []string) error {
	switch {
	case len(args) > 0:
		return noArguments(args)
	case c.spec == "":
		return fmt.Errorf("no spec: give one with -spec (bundled: %s; -h prints the manual)", strings.Join(specs.Names(), ", "))
	}
	return checkThreads(c.threads)
}

func checkThreads(n int) error {
	if n < 0 {
		return fmt.Errorf("-threads must be 0 (one a core) or more, not %d", n)
	}
	return nil
}

// run is the method: read the spec, fix every run, execute those that are missing, report.
func (c *specCommand) run(ctx context.Context, call call) error {
	experiment, text, err := c.read()
	if err != nil {
		return usageError{err}
	}
	lab, err := c.open(ctx, call)
	if err != nil {
		return usageError{err}
	}
	defer lab.db.Close()
	jobs, err := lab.plan(ctx, experiment, text)
	if err != nil {
		return usageUnlessCanceled(ctx, err)
	}
	failed := lab.execute(ctx, jobs)
	return errors.Join(failed, show(context.WithoutCancel(ctx), lab.db, lab.out, call.stdout))
}

func (c *specCommand) read() (*spec.Spec, string, error) {
	file, text, err := specs.Read(c.spec)
	if err != nil {
		return nil, "", err
	}
	experiment, err := spec.Parse(file, text, c.sets, specs.Bundled())
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

// open opens what the command needs and says what it computes with.
func (c *specCommand) open(ctx context.Context, call call) (*lab, error) {
	if err := makeWritable(c.out); err != nil {
		return nil, err
	}
	db, err := results.Open(ctx, c.db)
	if err != nil {
		return nil, err
	}
	if _, err := db.MarkDead(ctx); err != nil {
		db.Close()
		return nil, err
	}
	backend := blas.Use(c.threads)
	fmt.Fprintf(call.stderr, "matrix products: %v\n", backend)
	if !backend.Fast {
		fmt.Fprintf(call.stderr, "OpenBLAS was not found: everything works, but training takes several times longer. To install it: %s\n", blas.Install())
	}
	return &lab{db: db, out: c.out, cache: newCache(c.data, call.stderr), log: call.stderr, environment: environment(backend, call.line)}, nil
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
