package main

import (
	"context"
	"flag"
	"fmt"
	"io"

	"gan2014/datasets"
	"gan2014/experiments/spec"
)

// fetchCommand fills the cache of data sets.
type fetchCommand struct{ data string }

func (c *fetchCommand) flags(f *flag.FlagSet) { f.StringVar(&c.data, "data", "", "") }

func (c *fetchCommand) check(args []string) error { return noArguments(args) }

func (c *fetchCommand) run(ctx context.Context, call call) error {
	cache := newCache(c.data, call.stderr)
	for _, name := range spec.Datasets() {
		files, err := cache.Fetch(ctx, name)
		if err != nil {
			return usageUnlessCanceled(ctx, err)
		}
		for _, f := range files {
			fmt.Fprintf(call.stdout, "%s  %s/%s  %d bytes, from %s\n", f.SHA256, name, f.Name, f.Bytes, f.Source)
		}
	}
	return nil
}

func newCache(dir string, log io.Writer) *datasets.Cache {
	return &datasets.Cache{Dir: dir, Log: func(format string, args ...any) { fmt.Fprintf(log, format+"\n", args...) }}
}

// usageUnlessCanceled makes err the user's to mend, unless it comes from an interruption.
func usageUnlessCanceled(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return usageError{err}
}
