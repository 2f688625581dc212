package main

import (
	"context"
	"flag"
	"fmt"
	"runtime"

	"gan2014"
	"gan2014/internal/products"
	"gan2014/internal/provenance"
)

// versionCommand says which program this is.
type versionCommand struct{}

func (c *versionCommand) flags(*flag.FlagSet) {}

func (c *versionCommand) check(args []string) error { return noArguments(args) }

func (c *versionCommand) run(_ context.Context, call call) error {
	source := provenance.Program(gan2014.BuiltFrom)
	commit := source.Commit
	switch {
	case commit == "":
		commit = "unknown"
	case source.Dirty:
		commit += ", with changes that are not committed"
	}
	kernels := "none"
	if k, err := products.Current(); err == nil {
		kernels = fmt.Sprint(k)
	}
	_, err := fmt.Fprintf(call.stdout, "experiments %s\ncommit:  %s\ncode:    %s (hash of all that decides numbers)\nkernels: %s\nbuilt:   %s, %s/%s\n",
		gan2014.Version, commit, gan2014.CodeID(), kernels, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
