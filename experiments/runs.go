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
	db, format, sort                    string
	status, system, dataset, spec, seed string // filters of the list; "" matches every run
	one                                 string // the run to show; "" lists the runs
}

func (c *runsCommand) flags(f *flag.FlagSet) {
	f.StringVar(&c.db, "db", "results.db", "")
	f.StringVar(&c.format, "format", "text", "")
	f.StringVar(&c.sort, "sort", "", "")
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
		return fmt.Errorf("unexpected argument %q after the run (-h prints the manual)", args[0])
	case !slices.Contains([]string{"text", "json", "csv"}, c.format):
		return fmt.Errorf("-format must be text, json or csv, not %q", c.format)
	case c.one != "" && c.format == "csv":
		return errors.New("-format csv is for the list: show one run as text or json")
	case c.one != "" && c.status+c.system+c.dataset+c.spec+c.seed+c.sort != "":
		return errors.New("give a run to show, or flags that choose and sort the runs of the list, not both")
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
	all, err := db.Runs(ctx)
	if err != nil {
		return err
	}
	chosen, err := c.choose(all)
	if err != nil {
		return exit.Usage(err)
	}
	if len(chosen) == 0 {
		fmt.Fprintln(call.stderr, c.none(all))
	}
	list, err := listRuns(ctx, db, chosen)
	if err != nil {
		return err
	}
	keys := sweep(list, chosen, all)
	columns := runColumns(keys)
	if c.sort != "" {
		if err := sortRuns(list, c.sort, columns); err != nil {
			return exit.Usage(err)
		}
	}
	switch c.format {
	case "json":
		return json.NewEncoder(call.stdout).Encode(list)
	case "csv":
		return writeRunsCSV(call.stdout, list, columns)
	}
	return writeRunsText(call.stdout, list, keys, windowWidth(call.stdout))
}

// listRuns reads the scores of runs for the list.
func listRuns(ctx context.Context, db *results.DB, runs []results.Run) (list []listedRun, err error) {
	list = []listedRun{}
	for _, r := range runs {
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
