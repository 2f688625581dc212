package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"

	"gan2014"
	"gan2014/experiments/exit"
	"gan2014/experiments/reference"
	"gan2014/internal/atomicfile"
	"gan2014/internal/typeset"
	"gan2014/results"
)

// verifyCommand compares the numbers of a database with a reference, or writes a reference.
type verifyCommand struct {
	db, reference string // an empty reference means the one built into the program
	only, budget  string // which numbers to compare; empty means all
	write         bool
}

func (c *verifyCommand) flags(f *flag.FlagSet) {
	f.StringVar(&c.db, "db", "results.db", "")
	f.StringVar(&c.reference, "reference", "", "")
	f.StringVar(&c.only, "only", "", "")
	f.StringVar(&c.budget, "budget", "", "")
	f.Var(switchFlag{&c.write}, "write", "")
}

func (c *verifyCommand) check(args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("unexpected argument %q (-h prints the manual)", args[0])
	}
	if c.write && c.reference == "" {
		return errors.New("-write needs a file to write: give it with -reference")
	}
	return nil
}

func (c *verifyCommand) run(ctx context.Context, call call) error {
	db, err := results.OpenReadOnly(ctx, c.db)
	if err != nil {
		return exit.Usage(err)
	}
	defer db.Close()
	runs, err := db.Runs(ctx)
	if err != nil {
		return err
	}
	numbers, earlier, err := reference.Numbers(ctx, runs, db)
	if err != nil {
		return err
	}
	if earlier > 0 {
		fmt.Fprintf(call.stderr, "left out: %s of earlier builds, whose numbers depend on the machine\n", typeset.Count(earlier, "run", "runs"))
	}
	if c.write {
		return c.writeReference(runs, numbers)
	}
	r, err := c.readReference()
	if err != nil {
		return exit.Usage(err)
	}
	if r.Numbers, err = r.Choose(c.only, c.budget); err != nil {
		return exit.Usage(err)
	}
	o, err := r.Compare(call.stdout, numbers)
	if err != nil {
		return err
	}
	if o.Skipped > 0 {
		fmt.Fprintf(call.stdout, "not compared: %s of seeds that %s does not have\n", typeset.Count(o.Skipped, "number", "numbers"), c.db)
	}
	if o.Wrong > 0 {
		fmt.Fprintf(call.stderr, "%d of %s not the same as in the reference of commit %.12s\n", o.Wrong, typeset.Count(o.Wrong+o.Same, "number is", "numbers are"), r.Commit)
		return exit.Status(exit.Failed)
	}
	_, err = fmt.Fprintf(call.stdout, "all of %s the same as in the reference of commit %.12s, digit by digit\n", typeset.Count(o.Same, "number is", "numbers are"), r.Commit)
	return err
}

// readReference reads the file of -reference, or the reference built into the program.
func (c *verifyCommand) readReference() (reference.Reference, error) {
	if c.reference == "" {
		return reference.Parse("the program's own reference", gan2014.Reference)
	}
	text, err := os.ReadFile(c.reference)
	if err != nil {
		return reference.Reference{}, err
	}
	return reference.Parse(c.reference, text)
}

// checkWrite returns an error if -write would overwrite a file other than a reference.
func (c *verifyCommand) checkWrite() error {
	isReference := func(string) error {
		_, err := c.readReference()
		return err
	}
	return atomicfile.CheckOverwrite("-reference", c.reference, "a reference", isReference, func(info os.FileInfo) string {
		if atomicfile.SameFile(c.db, info) {
			return "database " + c.db
		}
		return ""
	})
}

// writeReference writes the chosen numbers of the database as a reference.
func (c *verifyCommand) writeReference(runs []results.Run, numbers []reference.Number) (err error) {
	if err := c.checkWrite(); err != nil {
		return exit.Usage(err)
	}
	r := reference.Reference{Machine: reference.Machine(runs), Numbers: numbers}
	for _, run := range runs {
		r.Commit = cmp.Or(run.Environment.Commit, r.Commit) // the last commit that is known
	}
	if len(numbers) == 0 {
		return exit.Usage(fmt.Errorf("%s has no finished run of this program: a reference needs one", c.db))
	}
	if r.Numbers, err = r.Choose(c.only, c.budget); err != nil {
		return exit.Usage(err)
	}
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	return atomicfile.WriteBytes(c.reference, append(text, '\n'))
}
