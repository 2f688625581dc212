package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path"
	"strings"

	"gan2014/experiments/batch"
	"gan2014/experiments/exit"
	"gan2014/internal/typeset"
	"gan2014/results"
)

// gcCommand removes files of the output folder that nothing needs.
type gcCommand struct {
	db, out         string
	dryRun, orphans bool
}

func (c *gcCommand) flags(f *flag.FlagSet) {
	f.StringVar(&c.db, "db", "results.db", "")
	f.StringVar(&c.out, "out", "out", "")
	f.Var(switchFlag{&c.dryRun}, "dry-run", "")
	f.Var(switchFlag{&c.orphans}, "orphans", "")
}

func (c *gcCommand) check(args []string) error { return noArguments(args) }

func (c *gcCommand) run(ctx context.Context, call call) error {
	root, err := os.OpenRoot(c.out) // the root gives no access to files outside the folder, even through links
	if err != nil {
		return exit.Usage(fmt.Errorf("%w: give the folder of runs with -out", err))
	}
	defer root.Close()
	db, err := c.open(ctx)
	if err != nil {
		return exit.Usage(err)
	}
	defer db.Close()
	return db.Inventory(ctx, func(have results.Inventory) error {
		if len(have.Open) == 0 {
			return exit.Usage(fmt.Errorf("it has no runs: is it the database of %s?", c.out))
		}
		batches, err := batch.Open(c.out)
		if err != nil {
			return err
		}
		for _, b := range batches { // the database learns of a batch's runs when they are collected
			for _, t := range b.Tasks {
				have.Open[t.Key] = true
			}
		}
		found, err := findGarbage(root, have, c.orphans)
		if err != nil {
			return err
		}
		return c.collect(root, found, call.stdout)
	})
}

// open opens the database. The database must exist: compared with a new one, every file would be garbage.
func (c *gcCommand) open(ctx context.Context) (*results.DB, error) {
	db, err := results.OpenReadOnly(ctx, c.db)
	if err != nil || c.dryRun {
		return db, err
	}
	db.Close()
	return results.Open(ctx, c.db)
}

// collect removes the files found and prints each.
func (c *gcCommand) collect(root *os.Root, found []garbage, w io.Writer) error {
	var table typeset.Table
	files, bytes := int64(0), int64(0)
	var failed error
	for _, g := range found {
		if !g.keep && !c.dryRun {
			if failed = root.Remove(g.path); failed != nil {
				break
			}
			removeEmpty(root, path.Dir(g.path))
		}
		verb := "keep"
		if !g.keep {
			verb, files, bytes = "remove", files+1, bytes+g.bytes
		}
		table.Row(verb, g.path, typeset.Bytes(g.bytes), g.why)
	}
	table.Print(w)
	did := "removed"
	if c.dryRun {
		did = "would remove"
	}
	_, err := fmt.Fprintf(w, "%s %s, %s\n", did, typeset.Count(files, "file", "files"), typeset.Bytes(bytes))
	return errors.Join(failed, err)
}

// removeEmpty removes a folder of a run or of artifacts if it is empty, and the folders around it.
func removeEmpty(root *os.Root, folder string) {
	for ; strings.Contains(folder, "/"); folder = path.Dir(folder) {
		if root.Remove(folder) != nil { // it has files
			return
		}
	}
}
