package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"gan2014"
	"gan2014/experiments/exit"
	"gan2014/experiments/reference"
	"gan2014/internal/atomicfile"
	"gan2014/results"
)

// verifyCommand compares Table 1 of a database with a reference, or writes a reference.
type verifyCommand struct {
	db, reference string // an empty reference means the one built into the program
	only, budget  string // which cells to compare; empty means all
	write         bool
	repeats       string // for -write: a database with repeats on other BLAS libraries or thread counts; "" is none
}

func (c *verifyCommand) flags(f *flag.FlagSet) {
	f.StringVar(&c.db, "db", "results.db", "")
	f.StringVar(&c.reference, "reference", "", "")
	f.StringVar(&c.only, "only", "", "")
	f.StringVar(&c.budget, "budget", "", "")
	f.Var(switchFlag{&c.write}, "write", "")
	f.StringVar(&c.repeats, "repeats", "", "")
}

func (c *verifyCommand) check(args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("unexpected argument %q (-h prints the manual)", args[0])
	}
	if c.write && c.reference == "" {
		return errors.New("-write needs a file to write: give it with -reference")
	}
	if c.repeats != "" && !c.write {
		return errors.New("-repeats has no effect without -write: it widens the tolerances of a new reference")
	}
	return nil
}

func (c *verifyCommand) run(ctx context.Context, call call) error {
	db, err := results.OpenReadOnly(ctx, c.db)
	if err != nil {
		return exit.Usage(err)
	}
	defer db.Close()
	rows, err := db.Table1(ctx)
	if err != nil {
		return err
	}
	measured, err := reference.Measurements(ctx, db)
	if err != nil {
		return err
	}
	if c.write {
		if err := c.checkWrite(); err != nil {
			return exit.Usage(err)
		}
		return c.writeReference(ctx, db, rows, measured, call.stderr)
	}
	r, err := c.readReference()
	if err != nil {
		return exit.Usage(err)
	}
	if r.Cells, err = r.Choose(c.only, c.budget); err != nil {
		return exit.Usage(err)
	}
	wrong, err := r.Verify(call.stdout, rows, measured)
	if err != nil {
		return err
	}
	if wrong > 0 {
		fmt.Fprintf(call.stderr, "cells that do not agree with the reference of commit %.12s: %d of %d\n", r.Commit, wrong, len(r.Cells))
		return exit.Status(exit.Failed)
	}
	_, err = fmt.Fprintf(call.stdout, "cells that agree with the reference of commit %.12s: all %d\n", r.Commit, len(r.Cells))
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
		r, err := c.readReference()
		if err == nil && len(r.Cells) == 0 {
			err = errors.New("it has no cells")
		}
		return err
	}
	return atomicfile.CheckOverwrite("-reference", c.reference, "a reference", isReference, func(info os.FileInfo) string {
		for _, path := range []string{c.db, c.repeats} {
			if path != "" && atomicfile.SameFile(path, info) {
				return "database " + path
			}
		}
		return ""
	})
}

// writeReference writes Table 1 of the database as a reference.
func (c *verifyCommand) writeReference(ctx context.Context, db *results.DB, rows []results.Table1Row, measured []reference.Measurement, stderr io.Writer) error {
	runs, err := db.Runs(ctx)
	if err != nil {
		return err
	}
	commit := ""
	for _, r := range runs {
		commit = cmp.Or(r.Environment.Commit, commit) // the last commit that is known
	}
	repeats, err := c.readRepeats(ctx)
	if err != nil {
		return err
	}
	r, left := reference.New(rows, measured, repeats, commit)
	r.Machine = reference.Machine(runs)
	if r.Times, err = reference.NewTimes(ctx, db, runs); err != nil {
		return err
	}
	for _, why := range left {
		fmt.Fprintln(stderr, "left out:", why)
	}
	if len(r.Cells) == 0 {
		return exit.Usage(errors.New("no row of Table 1 can be part of a reference"))
	}
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	return atomicfile.WriteBytes(c.reference, append(text, '\n'))
}

// readRepeats returns all measurements of the database of -repeats.
func (c *verifyCommand) readRepeats(ctx context.Context) ([]reference.Measurement, error) {
	if c.repeats == "" {
		return nil, nil
	}
	db, err := results.OpenReadOnly(ctx, c.repeats)
	if err != nil {
		return nil, exit.Usage(err)
	}
	defer db.Close()
	return reference.Measurements(ctx, db)
}
