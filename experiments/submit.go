package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"gan2014"
	"gan2014/experiments/cluster"
	"gan2014/experiments/spec"
	"gan2014/internal/provenance"
	"gan2014/internal/typeset"
	"gan2014/results"
)

// Schedulers that -cluster names.
const (
	slurm   = "slurm"
	folders = "folders" // none: what a scheduler needs is made, and nothing is submitted
)

// defaultCPUs are those of a run in a cluster, where neither the spec nor -threads says it.
const defaultCPUs = 2

// submit hands the runs that are missing to the scheduler.
func (c *specCommand) submit(ctx context.Context, call call, e *spec.Spec, text string, runs []spec.Run) error {
	c.threads = c.clusterThreads(e.Cluster)
	db, err := c.open(ctx, call)
	if err != nil {
		return usageError{err}
	}
	defer db.Close()
	jobs, forecasts, err := c.foreseen(ctx, call, db, runs)
	if err != nil {
		return err
	}
	b, err := c.newBatch(e, jobs, forecasts)
	if err != nil {
		return usageError{err}
	}
	givenUps := tellOthers(call.stderr, jobs, forecasts)
	if len(b.Tasks) == 0 {
		fmt.Fprintln(call.stderr, "nothing to submit")
		_, err := show(ctx, db, c.out, call)
		return errors.Join(givenUps, err)
	}
	for _, name := range needed(jobs, forecasts) { // that every task would otherwise make
		if _, err := newCache(c.data, call.stderr).Fetch(ctx, name); err != nil {
			return usageUnlessCanceled(ctx, err)
		}
	}
	common := assignment{Spec: e.Name, Text: text, Command: call.line, Source: provenance.Program(gan2014.BuiltFrom)}
	for i, j := range jobs {
		if forecasts[i].state.computes() {
			if f := forecasts[i]; f.state == again {
				if err := setAside(j.folder(b.Out), f.run.ID); err != nil {
					return err
				}
			}
			if err := prepare(ctx, db, common, j, forecasts[i], j.folder(b.Out)); err != nil {
				return err
			}
		}
	}
	array, err := c.array(ctx, db, e, b, jobs, forecasts)
	if err != nil {
		return err
	}
	return errors.Join(givenUps, b.send(ctx, c.cluster, array, call.stdout))
}

// clusterThreads are those of a run.
func (c *specCommand) clusterThreads(asked *spec.Cluster) int {
	if asked == nil {
		asked = &spec.Cluster{}
	}
	return cmp.Or(c.threads, asked.CPUs, defaultCPUs)
}

// tellOthers says of the runs that are not submitted why. Those that are given up are an error.
func tellOthers(w io.Writer, jobs []job, forecasts []forecast) error {
	givenUps := 0
	for i, j := range jobs {
		if f := forecasts[i]; !f.state.computes() {
			fmt.Fprintf(w, "[%d/%d] %v: %s: %s\n", i+1, len(jobs), j, f.state, f.why())
			if f.state == givenUp || f.state == damaged {
				givenUps++
			}
		}
	}
	if givenUps > 0 {
		return fmt.Errorf("%w: %d of %d", errSomeFailed, givenUps, len(jobs))
	}
	return nil
}

// newBatch is of the jobs that are to be computed. It has no folder yet.
func (c *specCommand) newBatch(e *spec.Spec, jobs []job, forecasts []forecast) (*batch, error) {
	b := &batch{Spec: e.Name, DB: c.db, Out: c.out, Data: c.data, Threads: c.threads}
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
		if f := forecasts[i]; f.state.computes() {
			b.Tasks = append(b.Tasks, batchTask{Key: j.key, Label: j.String(), Data: j.data, Seconds: f.middle().Seconds()})
		}
	}
	return b, nil
}

// prepare makes the folder of a task self-contained: with its assignment, and with what the database knows of the run.
func prepare(ctx context.Context, db *results.DB, common assignment, j job, f forecast, folder string) error {
	a := common
	a.Forecast = f.kept()
	a.Key, a.Seed, a.Run = j.key, j.Seed, j.Canonical()
	if err := a.write(folder); err != nil {
		return err
	}
	for _, name := range []string{failuresName, progressName} {
		if err := os.Remove(filepath.Join(folder, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	if _, found, err := db.Find(ctx, j.key); err != nil || !found {
		return err
	}
	own, err := results.Open(ctx, taskDB(folder))
	if err != nil {
		return err
	}
	defer own.Close()
	_, err = own.ImportRun(ctx, db, j.key)
	return err
}

// array is what Slurm is asked for. db is nil where there is none yet.
func (c *specCommand) array(ctx context.Context, db *results.DB, e *spec.Spec, b *batch, jobs []job, forecasts []forecast) (cluster.Batch, error) {
	asked := spec.Cluster{}
	if e.Cluster != nil {
		asked = *e.Cluster
	}
	if asked.Memory == "" {
		memory, err := memoryOf(ctx, db, jobs)
		if err != nil {
			return cluster.Batch{}, err
		}
		asked.Memory = memory
	}
	return cluster.Batch{Folder: b.folder, Name: b.Spec, Tasks: len(b.Tasks), Resources: cluster.Resources{
		CPUs: cmp.Or(asked.CPUs, c.threads), Memory: asked.Memory, Time: cmp.Or(asked.Time, timeLimit(forecasts)),
		Partition: asked.Partition, Account: asked.Account, Options: asked.Options,
	}}, nil
}

// timeLimit is twice the time that the longest run may take, and ten minutes, in minutes.
func timeLimit(forecasts []forecast) string {
	longest := time.Duration(0)
	for _, f := range forecasts {
		if !f.state.computes() {
			continue
		}
		longest = max(longest, f.most)
	}
	return strconv.Itoa(int(math.Ceil((2*longest + 10*time.Minute).Minutes())))
}

// memoryOf is half as much again as the largest of earlier runs of the same systems took, in megabytes; 4G where there are none.
func memoryOf(ctx context.Context, db *results.DB, jobs []job) (string, error) {
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

// send gives the batch its folder, and hands it to the scheduler. One that is refused leaves nothing behind.
func (b *batch) send(ctx context.Context, scheduler string, array cluster.Batch, stdout io.Writer) (err error) {
	if b.folder, err = newBatchFolder(b.Out, b.Spec, time.Now()); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.RemoveAll(b.folder)
		}
	}()
	if err := errors.Join(b.equip(), b.write()); err != nil {
		return err
	}
	if scheduler == slurm {
		array.Folder = b.folder
		if b.Submitted, err = array.Submit(ctx); err != nil {
			return usageError{err}
		}
		if err := b.write(); err != nil {
			return errors.Join(err, cluster.Cancel(context.WithoutCancel(ctx), b.Jobs()))
		}
	}
	b.tell(stdout)
	return nil
}

// tell says what happens now.
func (b *batch) tell(w io.Writer) {
	if len(b.Arrays) == 0 {
		fmt.Fprintf(w, "%s: their folders are listed in %s. `experiments exec FOLDER` computes one.\nAfter all: experiments collect %s\n",
			typeset.Count(len(b.Tasks), "task", "tasks"), filepath.Join(b.folder, tasksName), shellWord(b.folder))
		return
	}
	fmt.Fprintf(w, "submitted %s as job %s; job %s collects them and draws the report\n", typeset.Count(len(b.Tasks), "task", "tasks"), strings.Join(b.Arrays, ", "), b.Collect)
	fmt.Fprintf(w, "experiments status -out %s shows how far they are; with -cancel it ends them\n", shellWord(b.Out))
}

// printScripts prints what would be submitted, for -plan.
func printScripts(w io.Writer, array cluster.Batch) {
	for _, s := range cluster.Scripts() {
		fmt.Fprintf(w, "\n%s:\n    %s\n", s.Name, strings.ReplaceAll(strings.TrimSpace(s.Text), "\n", "\n    "))
	}
	fmt.Fprintln(w, "\nto be submitted, quoted as a shell would need it:")
	for _, command := range array.Commands() {
		var words []string
		for _, word := range command {
			words = append(words, shellWord(word))
		}
		fmt.Fprintln(w, "    "+strings.Join(words, " "))
	}
}
