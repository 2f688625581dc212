// Package job describes one run to be computed: its key, its assignment (everything that a process needs to compute it), its
// folder, its log, its progress, and its record in the database.
package job

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime/debug"

	"gan2014/datasets"
	"gan2014/experiments/own"
	"gan2014/experiments/spec"
)

// A Job is a run whose key is fixed. It no longer depends on the spec's file.
type Job struct {
	spec.Run
	Key  string // "" in a plan if the data are not there
	Data string // SHA-256 of the data set; "" if the data are not there
}

func (j Job) String() string {
	if j.System.Dataset == spec.NoData {
		return fmt.Sprintf("%s, seed %d", j.System.Name, j.Seed)
	}
	return fmt.Sprintf("%s, %s, seed %d", j.System.Name, j.System.Dataset, j.Seed)
}

// Folder returns the folder of the job's assignment, log and checkpoints.
func (j Job) Folder(out string) string { return filepath.Join(out, "runs", j.Key) }

// GeneratorPath returns the path of the trained generator in the folder of a run that needs one.
func GeneratorPath(dir string) string { return filepath.Join(dir, "generator.safetensors") }

// GivenPath returns the path of the samples in the folder of a run whose samples are given in a file.
func GivenPath(dir string) string { return filepath.Join(dir, "samples") }

// Plan computes the keys of the runs. It reads the data sets, except those with a known checksum.
func Plan(ctx context.Context, cache *datasets.Cache, runs []spec.Run) ([]Job, error) {
	return fixKeys(runs, func(system spec.System) (string, error) { return own.Digest(ctx, cache, system) })
}

// PlanAhead makes a plan that is only shown. A job whose data are missing has no key in it.
func PlanAhead(ctx context.Context, cache *datasets.Cache, runs []spec.Run) ([]Job, error) {
	return fixKeys(runs, func(system spec.System) (string, error) {
		hash, err := own.Digest(ctx, cache, system)
		if errors.Is(err, datasets.ErrNotThere) {
			return "", nil
		}
		return hash, err
	})
}

// fixKeys computes the keys of the runs. It asks for the digest of each data set once.
func fixKeys(runs []spec.Run, digest func(system spec.System) (string, error)) ([]Job, error) {
	defer debug.FreeOSMemory() // frees the images: only the processes of the runs need them
	type data struct {
		name string
		own  spec.OwnData
	}
	hashes := map[data]string{}
	var jobs []Job
	for _, run := range runs {
		of := data{name: run.System.Dataset}
		if run.System.Own != nil {
			of.own = *run.System.Own
		}
		hash, known := hashes[of]
		if !known {
			var err error
			if hash, err = digest(run.System); err != nil {
				return nil, err
			}
			hashes[of] = hash
		}
		j := Job{Run: run, Data: hash}
		if hash != "" {
			j.Key = run.Key(hash, Version(run.System.Kind))
		}
		jobs = append(jobs, j)
	}
	return jobs, nil
}
