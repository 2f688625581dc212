package main

import (
	"context"
	"flag"
	"fmt"
	"slices"

	"gan2014/experiments/exit"
	"gan2014/results"
)

// diffCommand compares two runs or more.
type diffCommand struct {
	db, format string
	names      []string // of the runs: ids or beginnings of keys
}

func (c *diffCommand) flags(f *flag.FlagSet) {
	f.StringVar(&c.db, "db", "results.db", "")
	f.StringVar(&c.format, "format", "text", "")
}

func (c *diffCommand) check(args []string) error {
	if !slices.Contains([]string{"text", "json", "markdown"}, c.format) {
		return fmt.Errorf("-format must be text, json or markdown, not %q", c.format)
	}
	if len(args) < 2 {
		return fmt.Errorf("give two runs or more, each by its id or the first letters of its key, not %d (-h prints the manual)", len(args))
	}
	c.names = args
	return nil
}

func (c *diffCommand) run(ctx context.Context, call call) error {
	db, err := results.OpenReadOnly(ctx, c.db)
	if err != nil {
		return exit.Usage(err)
	}
	defer db.Close()
	var runs []results.Run
	var numbers []results.Numbers
	for _, name := range c.names {
		r, err := db.Lookup(ctx, name)
		if err != nil {
			return exit.Usage(err)
		}
		n, err := db.Numbers(ctx, r.ID)
		if err != nil {
			return err
		}
		runs, numbers = append(runs, r), append(numbers, n)
	}
	d := runDifferences{causes: results.Contrasts(runs), numbers: results.ContrastNumbers(numbers)}
	for _, r := range runs {
		d.titles = append(d.titles, fmt.Sprintf("run %d", r.ID))
	}
	switch c.format {
	case "json":
		return d.writeJSON(call.stdout, runs)
	case "markdown":
		return d.writeMarkdown(call.stdout)
	}
	return d.writeText(call.stdout)
}
