package main

import (
	"context"
	"errors"
	"flag"
	"fmt"

	"gan2014/results"
)

// verifyCommand compares Table 1 of a database with a reference.
type verifyCommand struct{ db, reference string }

func (c *verifyCommand) flags(f *flag.FlagSet) {
	f.StringVar(&c.db, "db", "results.db", "")
	f.StringVar(&c.reference, "reference", "docs/reference/reference.json", "")
}

func (c *verifyCommand) check(args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("unexpected argument %q (-h prints the manual)", args[0])
	}
	if c.reference == "" {
		return errors.New("-reference must name a file")
	}
	return nil
}

func (c *verifyCommand) run(ctx context.Context, call call) error {
	r, err := readReference(c.reference)
	if err != nil {
		return usageError{err}
	}
	db, err := results.OpenReadOnly(ctx, c.db)
	if err != nil {
		return usageError{err}
	}
	defer db.Close()
	rows, err := db.Table1(ctx)
	if err != nil {
		return err
	}
	wrong, err := r.verify(call.stdout, rows)
	if err != nil {
		return err
	}
	if wrong > 0 {
		fmt.Fprintf(call.stderr, "%d of %d cells do not agree with the reference of commit %.12s\n", wrong, len(r.Cells), r.Commit)
		return exitStatus(statusFailed)
	}
	_, err = fmt.Fprintf(call.stdout, "all %d cells agree with the reference of commit %.12s\n", len(r.Cells), r.Commit)
	return err
}
