package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"gan2014/datasets"
	"gan2014/experiments/exit"
	"gan2014/experiments/spec"
	"gan2014/experiments/terminal"
	"gan2014/internal/typeset"
)

// fetchCommand fetches data sets into the cache and verifies them.
type fetchCommand struct {
	data  string
	list  bool
	names []string // empty: all data sets that can be fetched
}

func (c *fetchCommand) flags(f *flag.FlagSet) {
	f.StringVar(&c.data, "data", "", "")
	f.Var(switchFlag{&c.list}, "list", "")
}

func (c *fetchCommand) check(args []string) error {
	for _, name := range args {
		if !slices.Contains(datasets.Names(), name) {
			hint := "known: " + strings.Join(datasets.Names(), ", ")
			if near, ok := spec.Nearest(name, datasets.Names()); ok {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			return fmt.Errorf("unknown data set %q (%s)", name, hint)
		}
	}
	c.names = args
	return nil
}

func (c *fetchCommand) run(ctx context.Context, call call) error {
	cache := terminal.NewCache(c.data, call.stderr)
	entries, err := cache.List(ctx, c.names...)
	if err != nil {
		return exit.UsageUnlessCanceled(ctx, err)
	}
	var refusals []error
	for _, e := range entries {
		switch {
		case c.list:
			describe(call.stdout, e)
		case len(c.names) == 0 && len(e.Sources) == 0 && e.Cached < e.Files && len(e.Found) == 0:
			fmt.Fprintf(call.stderr, "%s cannot be fetched: you must provide its files (`experiments fetch %s` explains how)\n", e.Name, e.Name)
		default:
			err := fetch(ctx, cache, e.Name, call.stdout)
			if ctx.Err() != nil {
				return ctx.Err()
			}
			refusals = append(refusals, err)
		}
	}
	if err := errors.Join(refusals...); err != nil {
		return exit.Usage(err)
	}
	return nil
}

// fetch fetches and verifies a data set. It prints the checksums of its files in the format of sha256sum, and their sources.
func fetch(ctx context.Context, cache *datasets.Cache, name string, stdout io.Writer) error {
	files, err := cache.Fetch(ctx, name)
	for _, f := range files {
		fmt.Fprintf(stdout, "%s  %s/%s  %s, from %s\n", f.SHA256, name, f.Name, typeset.Bytes(f.Bytes), f.Source)
	}
	return err
}

// describe prints what the program knows of a data set.
func describe(w io.Writer, e datasets.Entry) {
	from := strings.Join(e.Sources, ", ")
	if from == "" {
		from = "the user's own files"
	}
	cached := "nothing"
	if e.Cached > 0 {
		cached = fmt.Sprintf("%d of %s, %s", e.Cached, typeset.Count(e.Files, "file", "files"), typeset.Bytes(e.Bytes))
	}
	fmt.Fprintf(w, "%s: %s\n    terms   %s\n    from    %s\n    cached  %s, in %s\n", e.Name, e.Title, e.Terms, from, cached, e.Dir)
	for _, line := range e.Found {
		fmt.Fprintf(w, "    here    %s\n", line)
	}
}
