package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gan2014/experiments/exit"
	"gan2014/results"
)

// runsCommand lists the runs of a database, or shows one run in full.
type runsCommand struct {
	db, format                          string
	status, system, dataset, spec, seed string // filters of the list; "" matches every run
	one                                 string // the run to show; "" lists the runs
}

func (c *runsCommand) flags(f *flag.FlagSet) {
	f.StringVar(&c.db, "db", "results.db", "")
	f.StringVar(&c.format, "format", "text", "")
	f.StringVar(&c.status, "status", "", "")
	f.StringVar(&c.system, "system", "", "")
	f.StringVar(&c.dataset, "dataset", "", "")
	f.StringVar(&c.spec, "spec", "", "")
	f.StringVar(&c.seed, "seed", "", "")
}

func (c *runsCommand) check(args []string) error {
	if len(args) > 0 {
		c.one, args = args[0], args[1:]
	}
	_, badSeed := strconv.ParseInt(c.seed, 10, 64)
	switch {
	case len(args) > 0:
		return fmt.Errorf("unexpected argument %q after the run: flags come first (-h prints the manual)", args[0])
	case !slices.Contains([]string{"text", "json", "csv"}, c.format):
		return fmt.Errorf("-format must be text, json or csv, not %q", c.format)
	case c.one != "" && c.format == "csv":
		return errors.New("-format csv is for the list: show one run as text or json")
	case c.one != "" && c.status+c.system+c.dataset+c.spec+c.seed != "":
		return errors.New("give a run to show, or flags that choose the runs of the list, not both")
	case c.status != "" && !slices.Contains(statuses, c.status):
		return fmt.Errorf("-status must be one of %s, not %q", strings.Join(statuses, ", "), c.status)
	case c.seed != "" && badSeed != nil:
		return fmt.Errorf("-seed must be a whole number, not %q", c.seed)
	}
	return nil
}

var statuses = []string{string(results.Running), string(results.Done), string(results.Failed), string(results.Interrupted), string(results.Diverged), string(results.Damaged)}

func (c *runsCommand) run(ctx context.Context, call call) error {
	db, err := results.OpenReadOnly(ctx, c.db)
	if err != nil {
		return exit.Usage(err)
	}
	defer db.Close()
	if c.one != "" {
		return c.show(ctx, db, call.stdout)
	}
	list, err := c.list(ctx, db)
	if err != nil {
		return err
	}
	switch c.format {
	case "json":
		return json.NewEncoder(call.stdout).Encode(list)
	case "csv":
		return writeRunsCSV(call.stdout, list)
	}
	return writeRunsText(call.stdout, list)
}

func (c *runsCommand) list(ctx context.Context, db *results.DB) ([]listedRun, error) {
	runs, err := db.Runs(ctx)
	if err != nil {
		return nil, err
	}
	list := []listedRun{}
	for _, r := range runs {
		if !c.chooses(r) {
			continue
		}
		var es []results.Evaluation
		if r.Status != results.Damaged {
			if es, err = db.Evaluations(ctx, r.ID); err != nil {
				return nil, err
			}
		}
		l := listedRun{ID: r.ID, Key: r.Key, System: r.System, Dataset: r.Dataset, Seed: r.Seed, Budget: r.Budget, Spec: r.Spec,
			Status: r.Status, Superseded: r.Superseded, Started: r.Started, Seconds: r.Seconds}
		if len(es) > 0 {
			l.score = scoreOf(es[0])
		}
		list = append(list, l)
	}
	return list, nil
}

func (c *runsCommand) chooses(r results.Run) bool {
	for _, f := range []struct{ want, got string }{
		{c.status, string(r.Status)}, {c.system, r.System}, {c.dataset, r.Dataset}, {c.spec, r.Spec}, {c.seed, strconv.FormatInt(r.Seed, 10)},
	} {
		if f.want != "" && f.want != f.got {
			return false
		}
	}
	return true
}
