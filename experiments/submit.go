package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"gan2014"
	"gan2014/experiments/batch"
	"gan2014/experiments/exit"
	"gan2014/experiments/job"
	"gan2014/experiments/schedule"
	"gan2014/experiments/slurm"
	"gan2014/experiments/spec"
	"gan2014/experiments/terminal"
	"gan2014/internal/provenance"
	"gan2014/results"
)

// defaultCPUs is the number of CPUs of a run on a cluster if neither the spec nor -threads gives one.
const defaultCPUs = 2

// submit hands the runs that are not done to the scheduler of the cluster.
func (c *specCommand) submit(ctx context.Context, call call, e *spec.Spec, text string, runs []spec.Run) error {
	c.threads = c.clusterThreads(e.Cluster)
	db, err := c.open(ctx, call)
	if err != nil {
		return exit.Usage(err)
	}
	defer db.Close()
	jobs, forecasts, err := c.forecast(ctx, call, db, runs)
	if err != nil {
		return err
	}
	b, err := c.newBatch(e, jobs, forecasts)
	if err != nil {
		return exit.Usage(err)
	}
	givenUps := reportUnsubmitted(call.stderr, jobs, forecasts)
	if len(b.Tasks) == 0 {
		fmt.Fprintln(call.stderr, "nothing to submit")
		_, err := show(ctx, db, c.out, call)
		return errors.Join(givenUps, err)
	}
	for _, name := range schedule.Needed(jobs, forecasts) { // fetch now, or every task would fetch for itself
		if _, err := terminal.NewCache(c.data, call.stderr).Fetch(ctx, name); err != nil {
			return exit.UsageUnlessCanceled(ctx, err)
		}
	}
	common := job.Assignment{Spec: e.Name, Text: text, Command: call.line, Source: provenance.Program(gan2014.BuiltFrom)}
	for i, j := range jobs {
		if forecasts[i].State.Computes() {
			if f := forecasts[i]; f.State == schedule.Again {
				if err := schedule.SetAside(j.Folder(b.Out), f.Run.ID); err != nil {
					return err
				}
			}
			if err := batch.Prepare(ctx, db, common, j, forecasts[i], j.Folder(b.Out)); err != nil {
				return err
			}
		}
	}
	array, err := c.array(ctx, db, e, b, jobs, forecasts)
	if err != nil {
		return err
	}
	return errors.Join(givenUps, b.Send(ctx, c.cluster, array, call.stdout))
}

// clusterThreads returns the number of threads of a run on the cluster.
func (c *specCommand) clusterThreads(asked *spec.Cluster) int {
	if asked == nil {
		asked = &spec.Cluster{}
	}
	return cmp.Or(c.threads, asked.CPUs, defaultCPUs)
}

// reportUnsubmitted prints why a run is not submitted. It returns an error if some runs are given up or damaged.
func reportUnsubmitted(w io.Writer, jobs []job.Job, forecasts []schedule.Forecast) error {
	givenUps := 0
	for i, j := range jobs {
		if f := forecasts[i]; !f.State.Computes() {
			fmt.Fprintf(w, "[%d/%d] %v: %s: %s\n", i+1, len(jobs), j, f.State, f.Why())
			if f.State == schedule.GivenUp || f.State == schedule.Damaged {
				givenUps++
			}
		}
	}
	if givenUps > 0 {
		return fmt.Errorf("%w: %d of %d", exit.ErrSomeFailed, givenUps, len(jobs))
	}
	return nil
}

// newBatch returns a batch of the jobs to compute. The batch has no folder yet.
func (c *specCommand) newBatch(e *spec.Spec, jobs []job.Job, forecasts []schedule.Forecast) (*batch.Batch, error) {
	b := &batch.Batch{Spec: e.Name, DB: c.db, Out: c.out, Data: c.data, Threads: c.threads}
	for _, path := range []*string{&b.DB, &b.Out, &b.Data} {
		if *path == "" {
			continue
		}
		absolute, err := filepath.Abs(*path)
		if err != nil {
			return nil, err
		}
		if strings.ContainsAny(absolute, "\r\n") {
			return nil, fmt.Errorf("%q has a line break: give folders without one to a cluster", absolute)
		}
		*path = absolute
	}
	for i, j := range jobs {
		if f := forecasts[i]; f.State.Computes() {
			b.Tasks = append(b.Tasks, batch.Entry{Key: j.Key, Label: j.String(), Data: j.Data, Seconds: f.Middle().Seconds()})
		}
	}
	return b, nil
}

// array returns the request to Slurm. db is nil if there is no database yet.
func (c *specCommand) array(ctx context.Context, db *results.DB, e *spec.Spec, b *batch.Batch, jobs []job.Job, forecasts []schedule.Forecast) (slurm.Batch, error) {
	asked := spec.Cluster{}
	if e.Cluster != nil {
		asked = *e.Cluster
	}
	if asked.Memory == "" {
		memory, err := memoryOf(ctx, db, jobs)
		if err != nil {
			return slurm.Batch{}, err
		}
		asked.Memory = memory
	}
	return slurm.Batch{Folder: b.Folder, Name: b.Spec, Tasks: len(b.Tasks), Resources: slurm.Resources{
		CPUs: cmp.Or(asked.CPUs, c.threads), Memory: asked.Memory, Time: cmp.Or(asked.Time, timeLimit(forecasts)),
		Partition: asked.Partition, Account: asked.Account, Options: asked.Options,
	}}, nil
}

// timeLimit returns a time limit in minutes: twice the longest forecast of a run, plus ten minutes.
func timeLimit(forecasts []schedule.Forecast) string {
	longest := time.Duration(0)
	for _, f := range forecasts {
		if !f.State.Computes() {
			continue
		}
		longest = max(longest, f.Most)
	}
	return strconv.Itoa(int(math.Ceil((2*longest + 10*time.Minute).Minutes())))
}

// memoryOf returns the memory to request, in megabytes: 1.5 times the largest peak of earlier runs of the same systems. It returns
// 4G if a system has no earlier run.
func memoryOf(ctx context.Context, db *results.DB, jobs []job.Job) (string, error) {
	if db == nil {
		return "4G", nil
	}
	runs, err := db.Runs(ctx)
	if err != nil {
		return "", err
	}
	type row struct{ system, dataset, budget string }
	peaks := map[row]int64{}
	for _, r := range runs {
		of := row{r.System, r.Dataset, r.Budget}
		peaks[of] = max(peaks[of], r.PeakMemory)
	}
	largest := int64(0)
	for _, j := range jobs {
		peak := peaks[row{j.System.Name, j.System.Dataset, j.Budget}]
		if peak == 0 {
			return "4G", nil
		}
		largest = max(largest, peak)
	}
	return fmt.Sprintf("%dM", (largest+largest/2)>>20+1), nil
}
