package main

import (
	"context"
	"embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"gan2014/experiments/spec"
	"gan2014/experiments/specs"
)

// A command is one subcommand of the program: parse fills it from its flags, checks it and returns it; execute runs it.
type command interface {
	flags(f *flag.FlagSet)
	check(args []string) error // checks the flags and the arguments after them
	run(ctx context.Context, c call) error
}

// commandNames lists the commands that a user can type. Without a command the program runs a spec.
var commandNames = []string{"check", "collect", "diff", "exec", "export", "fetch", "gc", "import", "metrics", "parzen", "report", "runs", "samples", "spec", "status", "task", "verify"}

// newCommand returns the command with the given name, or an error that suggests a similar name.
func newCommand(name string) (command, error) {
	switch name {
	case "":
		return &specCommand{}, nil
	case "check":
		return &checkCommand{}, nil
	case "collect":
		return &collectCommand{}, nil
	case "diff":
		return &diffCommand{}, nil
	case "exec":
		return &execCommand{}, nil
	case "export":
		return &exportCommand{}, nil
	case "fetch":
		return &fetchCommand{}, nil
	case "gc":
		return &gcCommand{}, nil
	case "import":
		return &importCommand{}, nil
	case "metrics":
		return &metricsCommand{}, nil
	case "parzen":
		return &parzenCommand{}, nil
	case "report":
		return &reportCommand{}, nil
	case "runs":
		return &runsCommand{}, nil
	case "samples":
		return &samplesCommand{}, nil
	case "spec":
		return &languageCommand{}, nil
	case "status":
		return &statusCommand{}, nil
	case "task":
		return &taskCommand{}, nil
	case "verify":
		return &verifyCommand{}, nil
	}
	hint := "-h prints the manual"
	if slices.Contains(specs.Names(), strings.TrimSuffix(name, ".yaml")) || strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml") {
		hint = "to run a spec, give it with -spec " + name
	} else if near, ok := spec.Nearest(name, commandNames); ok {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return nil, fmt.Errorf("unknown command %q (%s)", name, hint)
}

// parse reads a command line. It returns flag.ErrHelp if the user asks for a manual; name then says which.
func parse(args []string) (name string, c command, err error) {
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		name, args = args[0], args[1:]
	}
	if c, err = newCommand(name); err != nil {
		return name, nil, err
	}
	f := flag.NewFlagSet("experiments", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	c.flags(f)
	switch err := f.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return name, c, err
	case err != nil:
		return name, c, explainFlag(f, err)
	}
	for _, err := range []error{checkGiven(f), checkArguments(f.Args()), checkPaths(f)} {
		if err != nil {
			return name, c, err
		}
	}
	return name, c, c.check(f.Args())
}

//go:embed manual
var manuals embed.FS

// manual returns the manual of a command, or the program's manual if the name is no command's.
func manual(name string) string {
	if !slices.Contains(commandNames, name) {
		name = "experiments"
	}
	text, err := manuals.ReadFile("manual/" + name + ".txt")
	if err != nil {
		panic("experiments: " + err.Error()) // cannot happen: the files are embedded in the program
	}
	return string(text)
}
