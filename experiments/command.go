package main

import (
	"context"
	"embed"
	"flag"
	"slices"
)

// A command is one subcommand of the program: parse fills it from its flags, checks it and returns it; execute runs it.
type command interface {
	flags(f *flag.FlagSet)
	check(args []string) error // checks the flags and the arguments beside them
	run(ctx context.Context, c call) error
}

// commandNames lists the commands that a user can type. Without a command the program runs a spec.
var commandNames = []string{"ais", "check", "collect", "diff", "evaluate", "exec", "export", "fetch", "gc", "help", "import", "metrics", "parzen", "report", "runs", "samples", "spec", "status", "task", "verify", "version"}

// newCommand returns the command with the given name; an empty name is that of the command that runs a spec.
func newCommand(name string) command {
	switch name {
	case "":
		return &specCommand{}
	case "ais":
		return &aisCommand{}
	case "check":
		return &checkCommand{}
	case "collect":
		return &collectCommand{}
	case "diff":
		return &diffCommand{}
	case "evaluate":
		return &evaluateCommand{}
	case "exec":
		return &execCommand{}
	case "export":
		return &exportCommand{}
	case "fetch":
		return &fetchCommand{}
	case "gc":
		return &gcCommand{}
	case "help":
		return &helpCommand{}
	case "import":
		return &importCommand{}
	case "metrics":
		return &metricsCommand{}
	case "parzen":
		return &parzenCommand{}
	case "report":
		return &reportCommand{}
	case "runs":
		return &runsCommand{}
	case "samples":
		return &samplesCommand{}
	case "spec":
		return &languageCommand{}
	case "status":
		return &statusCommand{}
	case "task":
		return &taskCommand{}
	case "verify":
		return &verifyCommand{}
	case "version":
		return &versionCommand{}
	}
	panic("experiments: no command " + name) // cannot happen: commandNames has all names
}

//go:embed manual
var manuals embed.FS

// manual returns the manual of a command, or the program's manual if no manual has the name.
func manual(name string) string {
	if !slices.Contains(topics, name) {
		name = "experiments"
	}
	text, err := manuals.ReadFile("manual/" + name + ".txt")
	if err != nil {
		panic("experiments: " + err.Error()) // cannot happen: the files are embedded in the program
	}
	return string(text)
}
