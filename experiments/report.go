package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"gan2014/report"
	"gan2014/results"
)

// reportCommand draws the report of a database.
type reportCommand struct{ db, out string }

func (c *reportCommand) flags(f *flag.FlagSet) {
	f.StringVar(&c.db, "db", "results.db", "")
	f.StringVar(&c.out, "out", "out", "")
}

func (c *reportCommand) check(args []string) error { return noArguments(args) }

func (c *reportCommand) run(ctx context.Context, call call) error {
	db, err := results.OpenReadOnly(ctx, c.db)
	if err != nil {
		return usageError{err}
	}
	defer db.Close()
	if err := makeWritable(c.out); err != nil {
		return usageError{err}
	}
	return show(ctx, db, c.out, call.stdout)
}

// show writes the report and prints Table 1 and where everything is.
func show(ctx context.Context, db *results.DB, out string, stdout io.Writer) error {
	if err := report.Write(ctx, db, out); err != nil {
		return err
	}
	table, err := report.ReadTable(ctx, db)
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(stdout, "\n", strings.TrimLeft(table.Text(), "\n"), "\nreport: ", filepath.Join(out, "report.html"), "\n")
	return err
}
