package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"gan2014/datasets"
	"gan2014/experiments/exit"
	"gan2014/experiments/given"
	"gan2014/experiments/job"
	"gan2014/experiments/spec"
	"gan2014/experiments/terminal"
	"gan2014/internal/samplefile"
	"gan2014/internal/typeset"
	"gan2014/results"
)

// evaluateCommand gives samples of any model a row in Table 1: it computes a system of kind samples without a spec, and beside it as many
// training images.
type evaluateCommand struct {
	specCommand
	samples  list // a file for each seed
	dataset  string
	name     string
	scale    string // LOW..HIGH, same, or "" to recognise it
	noRecord bool
}

func (c *evaluateCommand) flags(f *flag.FlagSet) {
	f.Var(&c.samples, "samples", "")
	f.StringVar(&c.dataset, "dataset", "mnist", "")
	f.StringVar(&c.name, "name", "", "")
	f.StringVar(&c.scale, "range", "", "")
	f.Var(switchFlag{&c.noRecord}, "no-record", "")
	f.StringVar(&c.db, "db", "results.db", "")
	f.StringVar(&c.out, "out", "out", "")
	f.StringVar(&c.data, "data", "", "")
	f.Var(wholeFlag{&c.threads}, "threads", "")
	c.atOnce = 1
}

func (c *evaluateCommand) check(args []string) error {
	switch {
	case len(args) > 0:
		return noArguments(args)
	case len(c.samples) == 0:
		return errors.New("no samples: give a file with -samples, or a file for each seed with several")
	case c.name == "" && c.samples[0] == samplefile.Stdin:
		return errors.New("samples of standard input have no name: give one with -name")
	case c.dataset == datasets.None:
		return fmt.Errorf("the data set %s has no images: give another -dataset", datasets.None)
	}
	return checkThreads(c.threads)
}

func (c *evaluateCommand) run(ctx context.Context, call call) error {
	temporary, err := os.MkdirTemp("", "gan2014-evaluate-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temporary)
	if c.noRecord {
		c.db, c.out, c.quiet = filepath.Join(temporary, "results.db"), filepath.Join(temporary, "out"), true
	}
	experiment, text, err := c.experiment(temporary, call.stderr)
	if err != nil {
		return exit.Usage(err)
	}
	screen := call
	if c.noRecord {
		screen.stdout = io.Discard
	}
	if err := c.compute(ctx, screen, experiment, text, experiment.Plan()); err != nil {
		return err
	}
	return c.print(ctx, call, experiment)
}

// tableSamples is the number of samples that Table 1 scores.
const tableSamples = 10_000

// experiment returns the spec of the files: their system, and as many training images.
func (c *evaluateCommand) experiment(temporary string, log io.Writer) (*spec.Spec, string, error) {
	n, err := c.count(temporary)
	if err != nil {
		return nil, "", err
	}
	if n < tableSamples {
		fmt.Fprintf(log, "%s are scored: compare the number with those of as many, and not with numbers of %s\n",
			typeset.Count(n, "sample", "samples"), typeset.Grouped(tableSamples))
	}
	text, err := c.text(min(n, tableSamples))
	if err != nil {
		return nil, "", err
	}
	experiment, err := spec.Parse("evaluate", []byte(text), nil, nil)
	if err != nil {
		return nil, "", err
	}
	experiment.Systems[0].Files = c.samples
	return experiment, text, given.Find(experiment, "", log)
}

// count makes the paths of the files absolute, with standard input in a temporary file, and returns the least number of samples of a file.
func (c *evaluateCommand) count(temporary string) (least int, err error) {
	for i, path := range c.samples {
		if c.name == "" {
			c.name = filepath.Base(path)
		}
		if path == samplefile.Stdin {
			path = filepath.Join(temporary, fmt.Sprint("stdin", i))
			if err := samplefile.Save(os.Stdin, path); err != nil {
				return 0, err
			}
		}
		if c.samples[i], err = filepath.Abs(path); err != nil {
			return 0, err
		}
		n, err := given.Count(c.samples[i])
		if err != nil {
			return 0, err
		}
		if least == 0 || n < least {
			least = n
		}
	}
	return least, nil
}

// text returns the spec as text, with the names of the files and not their folders. The protocol is that of Table 1.
func (c *evaluateCommand) text(samples int) (string, error) {
	var names []string
	for _, path := range c.samples {
		names = append(names, fmt.Sprintf("%.100s", filepath.Base(path)))
	}
	quoted, err := json.Marshal(map[string]any{"name": c.name, "kind": spec.Given, "dataset": c.dataset, "files": names})
	if err != nil {
		return "", err
	}
	if c.scale != "" {
		scale, err := json.Marshal(c.scale)
		if err != nil {
			return "", err
		}
		quoted = fmt.Appendf(quoted[:len(quoted)-1], ",\"range\":%s}", scale)
	}
	control, err := json.Marshal(map[string]any{"name": trueDistribution, "kind": spec.TrainingImages, "dataset": c.dataset})
	return fmt.Sprintf(`name: evaluate
budget: any
seeds: %d
evaluation:
  samples: %d
  validation: 1000
  grids:
    paper: {from: 0.1, to: 1.0, count: 10, spacing: log}
    fine: %s
systems:
  - %s
  - %s
`, len(names), samples, fineGrid(c.dataset), quoted, control), err
}

// trueDistribution is the name of the training images in Table 1.
const trueDistribution = "True distribution"

// fineGrid returns the finer grid of the bundled specs of a data set.
func fineGrid(dataset string) string {
	switch {
	case spec.Normalised(dataset):
		return "{from: 0.30, to: 1.20, count: 19, spacing: linear}"
	case spec.ImageSize(dataset) == 28*28:
		return "{from: 0.10, to: 0.30, count: 21, spacing: linear}"
	}
	return "{from: 0.05, to: 0.25, count: 21, spacing: linear}"
}

// print prints the numbers of each run on both grids.
func (c *evaluateCommand) print(ctx context.Context, call call, experiment *spec.Spec) error {
	jobs, err := job.Plan(ctx, terminal.NewCache(c.data, call.stderr), experiment.Plan())
	if err != nil {
		return err
	}
	db, err := results.OpenReadOnly(ctx, c.db)
	if err != nil {
		return err
	}
	defer db.Close()
	t := &typeset.Table{}
	t.Row("nats, at sigma", "seed", "paper's grid", "fine grid")
	for _, j := range jobs {
		run, _, err := db.Find(ctx, j.Key)
		if err != nil {
			return err
		}
		evaluations, err := db.Evaluations(ctx, run.ID)
		if err != nil {
			return err
		}
		name := j.System.Name
		if j.System.Kind == spec.TrainingImages {
			name = "as many training images"
		}
		cells := []any{name, j.Seed, "–", "–"}
		for _, e := range evaluations {
			text := fmt.Sprintf("%s ± %s at %.3g", typeset.Fixed(e.LL, 1), typeset.NumberOrDash(typeset.Finite(e.StdErr), 1), e.Sigma)
			if e.Grid == "paper" {
				cells[2] = text
			} else {
				cells[3] = text
			}
		}
		t.Row(cells...)
	}
	return t.Print(call.stdout)
}
