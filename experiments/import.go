package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"

	"gan2014/experiments/exit"
	"gan2014/experiments/job"
	"gan2014/internal/typeset"
	"gan2014/results"
)

// importCommand imports the runs of another machine's database.
type importCommand struct{ db, out, other, artifacts string }

func (c *importCommand) flags(f *flag.FlagSet) {
	f.StringVar(&c.db, "db", "results.db", "")
	f.StringVar(&c.out, "out", "out", "")
	f.StringVar(&c.artifacts, "artifacts", "", "")
}

func (c *importCommand) check(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("give one database to import from, not %d (-h prints the manual)", len(args))
	}
	c.other = args[0]
	return nil
}

func (c *importCommand) run(ctx context.Context, call call) error {
	other, err := results.OpenReadOnly(ctx, c.other)
	if err != nil {
		return exit.Usage(err)
	}
	defer other.Close()
	if c.artifacts != "" {
		if err := makeWritable(c.out); err != nil {
			return exit.Usage(err)
		}
	}
	db, err := results.Open(ctx, c.db)
	if err != nil {
		return exit.Usage(err)
	}
	defer db.Close()
	done, err := db.Import(ctx, other, c.out, c.artifacts)
	var conflict *results.ConflictError
	if errors.As(err, &conflict) {
		for _, d := range conflict.Conflicts {
			c.explain(call.stderr, d)
		}
	}
	if err != nil {
		return exit.Usage(err)
	}
	c.print(call.stdout, done)
	for _, r := range done.Damaged {
		fmt.Fprintf(call.stderr, "left out of %s: %s\n", c.other, typeset.FirstLine(r.Error))
	}
	if len(done.Damaged) > 0 {
		return exit.Status(exit.Failed)
	}
	return nil
}

func (c *importCommand) print(w io.Writer, done results.Imported) {
	for _, line := range []struct {
		text string
		n    int
	}{
		{"runs added", len(done.Added)},
		{"runs here already, with the same numbers", done.Same},
		{"runs left out, not done or superseded, of keys that are here", done.Known},
		{"runs left out, damaged there", len(done.Damaged)},
		{"runs left out, being computed here or there", done.Running},
		{"files copied to " + c.out, done.Artifacts},
		{"files left out (-artifacts says where they are)", done.Left},
	} {
		if line.n > 0 || line.text == "runs added" {
			fmt.Fprintf(w, "%s: %d\n", line.text, line.n)
		}
	}
}

// explain prints how two runs with the same key differ, and what to do about it.
func (c *importCommand) explain(w io.Writer, d results.Conflict) {
	fmt.Fprintf(w, "key %s has different numbers in %s and in %s:\n", d.Here.Key, c.db, c.other)
	runDifferences{
		titles: []string{fmt.Sprintf("here (run %d)", d.Here.ID), fmt.Sprintf("there (run %d)", d.There.ID)},
		causes: results.Contrasts([]results.Run{d.Here, d.There}), numbers: pairs(d.Numbers),
	}.writeText(w)
	fmt.Fprintf(w, "To import that one, first remove this one:\n    sqlite3 %s 'pragma foreign_keys = on; delete from run where id = %d'\n\n",
		job.ShellWord(c.db), d.Here.ID)
}
