package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"gan2014/experiments/spec"
	"gan2014/experiments/specs"
)

// options are the command line.
type options struct {
	command func(ctx context.Context, o options, stdout, stderr io.Writer) error
	help    bool
	line    string // as it was typed

	spec    string
	sets    list // key=value
	db      string
	out     string
	data    string
	threads int

	parzen parzenOptions
}

// A list is a flag that may be given several times.
type list []string

func (l *list) String() string     { return strings.Join(*l, " ") }
func (l *list) Set(s string) error { *l = append(*l, s); return nil }

// parseFlags reads a command and its flags; no command means to run a spec.
func parseFlags(args []string) (options, error) {
	o := options{command: runSpec, line: "experiments " + strings.Join(args, " ")}
	commands := map[string]func(context.Context, options, io.Writer, io.Writer) error{"fetch": fetch, "report": writeReport, "parzen": runParzen}
	name := ""
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		name, args = args[0], args[1:]
		if o.command = commands[name]; o.command == nil {
			return o, unknownCommand(name)
		}
	}
	f := flag.NewFlagSet("experiments", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.StringVar(&o.data, "data", "", "")
	if name == "" || name == "report" {
		f.StringVar(&o.db, "db", "results.db", "")
		f.StringVar(&o.out, "out", "out", "")
	}
	if name == "" {
		f.StringVar(&o.spec, "spec", "", "")
		f.Var(&o.sets, "set", "")
	}
	if name == "" || name == "parzen" {
		f.IntVar(&o.threads, "threads", 0, "")
	}
	if name == "parzen" {
		o.parzen.flags(f)
	}
	err := f.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		o.help = true
		return o, nil
	case err != nil:
		return o, fmt.Errorf("%w (-h prints the manual)", err)
	case f.NArg() > 0:
		return o, fmt.Errorf("unexpected argument %q (-h prints the manual)", f.Arg(0))
	case name == "" && o.spec == "":
		return o, fmt.Errorf("no spec: give one with -spec (bundled: %s; -h prints the manual)", strings.Join(specs.Names(), ", "))
	case o.threads < 0:
		return o, fmt.Errorf("-threads must be 0 (one a core) or more, not %d", o.threads)
	case name == "parzen":
		f.Visit(func(given *flag.Flag) { o.parzen.sigmaGiven = o.parzen.sigmaGiven || given.Name == "sigma" })
		return o, o.parzen.check()
	}
	return o, nil
}

func unknownCommand(name string) error {
	hint := "-h prints the manual"
	if near, ok := spec.Nearest(name, []string{"fetch", "report", "parzen"}); ok {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return fmt.Errorf("unknown command %q (%s)", name, hint)
}
