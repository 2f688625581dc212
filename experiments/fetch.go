package main

import (
	"context"
	"fmt"
	"io"

	"gan2014/datasets"
	"gan2014/experiments/spec"
)

// fetch fills the cache of data sets.
func fetch(ctx context.Context, o options, stdout, stderr io.Writer) error {
	cache := newCache(o, stderr)
	for _, name := range spec.Datasets() {
		files, err := cache.Fetch(ctx, name)
		if err != nil {
			return usageUnlessCanceled(ctx, err)
		}
		for _, f := range files {
			fmt.Fprintf(stdout, "%s  %s/%s  %d bytes, from %s\n", f.SHA256, name, f.Name, f.Bytes, f.Source)
		}
	}
	return nil
}

func newCache(o options, stderr io.Writer) *datasets.Cache {
	return &datasets.Cache{Dir: o.data, Log: func(format string, args ...any) { fmt.Fprintf(stderr, format+"\n", args...) }}
}

// usageUnlessCanceled makes err the user's to mend, unless it comes from an interruption.
func usageUnlessCanceled(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return usageError{err}
}
