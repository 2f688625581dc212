package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"strconv"

	"gan2014/experiments/exit"
	"gan2014/internal/typeset"
	"gan2014/results"
)

// diffCommand compares two runs.
type diffCommand struct{ db, a, b string }

func (c *diffCommand) flags(f *flag.FlagSet) { f.StringVar(&c.db, "db", "results.db", "") }

func (c *diffCommand) check(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("give two runs, each by its id or the first letters of its key, not %d; flags come first (-h prints the manual)", len(args))
	}
	c.a, c.b = args[0], args[1]
	return nil
}

func (c *diffCommand) run(ctx context.Context, call call) error {
	db, err := results.OpenReadOnly(ctx, c.db)
	if err != nil {
		return exit.Usage(err)
	}
	defer db.Close()
	a, err := db.Lookup(ctx, c.a)
	if err != nil {
		return exit.Usage(err)
	}
	b, err := db.Lookup(ctx, c.b)
	if err != nil {
		return exit.Usage(err)
	}
	before, err := db.Numbers(ctx, a.ID)
	if err != nil {
		return err
	}
	after, err := db.Numbers(ctx, b.ID)
	if err != nil {
		return err
	}
	titles := [2]string{fmt.Sprintf("run %d", a.ID), fmt.Sprintf("run %d", b.ID)}
	return printDifferences(call.stdout, titles, results.Differences(a, b), results.CompareNumbers(before, after))
}

// printDifferences writes the possible causes first, then the differing numbers.
func printDifferences(w io.Writer, titles [2]string, causes, numbers []results.Difference) error {
	var table typeset.Table
	table.Row("", titles[0], titles[1])
	for _, d := range causes {
		table.Row(d.Field, orDash(d.A), orDash(d.B))
	}
	for _, d := range numbers {
		table.Row(d.Field, orDash(d.A), orDash(d.B), change(d.A, d.B))
	}
	if err := table.Print(w); err != nil {
		return err
	}
	note := ""
	switch {
	case len(causes)+len(numbers) == 0:
		note = "nothing differs"
	case len(numbers) == 0:
		note = "all numbers are the same"
	case len(causes) == 0:
		note = "nothing that is recorded explains the different numbers"
	}
	if note == "" {
		return nil
	}
	_, err := fmt.Fprintln(w, note)
	return err
}

// orDash returns the value, or a dash if it is empty.
func orDash(value string) string {
	if value == "" {
		return "–"
	}
	return value
}

// change returns b - a with its sign if both are finite numbers.
func change(a, b string) string {
	x, notX := strconv.ParseFloat(a, 64)
	y, notY := strconv.ParseFloat(b, 64)
	if d := y - x; notX == nil && notY == nil && typeset.Nonfinite(d) == "" {
		return fmt.Sprintf("%+.3g", d)
	}
	return ""
}
