package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gan2014/experiments/spec"
	"gan2014/experiments/specs"

	"github.com/urfave/cli/v3"
)

// parse reads a command line. It returns the command to run, or nil if the command line asks for a completion script, which parse prints to
// out.
func parse(args []string, out io.Writer) (chosen command, err error) {
	for _, arg := range args {
		if strings.HasPrefix(arg, "-") && strings.HasSuffix(arg, "=") {
			return nil, fmt.Errorf("flag %s is empty: give it a value, or leave it out", strings.TrimSuffix(arg, "="))
		}
	}
	line := newCommandLine(&chosen, out)
	err = line.Run(context.Background(), append([]string{line.Name}, args...))
	return chosen, err
}

// newCommandLine describes the command line to the parser: the flags of each command, which may stand before and after its arguments, its
// manual, and its names for the completion of a shell. Reading a command line sets chosen.
func newCommandLine(chosen *command, out io.Writer) *cli.Command {
	root := newParser("", chosen)
	root.Name = filepath.Base(os.Args[0]) // for the scripts of shells: the program may have another name
	root.Writer, root.ErrWriter = out, io.Discard
	root.ExitErrHandler = func(context.Context, *cli.Command, error) {} // execute chooses the exit status
	root.EnableShellCompletion = true
	root.ConfigureShellCompletionCommand = func(c *cli.Command) { configureCompletion(c, chosen) }
	for _, name := range commandNames {
		root.Commands = append(root.Commands, newParser(name, chosen))
	}
	return root
}

// newParser describes one command to the parser.
func newParser(name string, chosen *command) *cli.Command {
	c := newCommand(name)
	f := flag.NewFlagSet(name, flag.ContinueOnError)
	c.flags(f)
	help, version := false, false
	for _, word := range []string{"h", "help"} {
		f.Var(switchFlag{&help}, word, "")
	}
	if name == "" {
		f.Var(switchFlag{&version}, "version", "")
	}
	p := &cli.Command{Name: name, HideHelp: true, ShellComplete: complete}
	f.VisitAll(func(known *flag.Flag) {
		p.Flags = append(p.Flags, &cli.GenericFlag{Name: known.Name, Value: flagValue{known.Value}, Local: true})
	})
	p.OnUsageError = func(_ context.Context, _ *cli.Command, err error, _ bool) error { return explainFlag(name, f, err) }
	p.Action = func(_ context.Context, parsed *cli.Command) error {
		switch {
		case help:
			*chosen = &helpCommand{name}
			return nil
		case version:
			*chosen = &versionCommand{}
			return nil
		}
		args := parsed.Args().Slice()
		if err := checkLine(parsed, f, args); err != nil {
			return err
		}
		*chosen = c
		return c.check(args)
	}
	return p
}

// checkLine checks what all commands have in common.
func checkLine(parsed *cli.Command, f *flag.FlagSet, args []string) error {
	for _, given := range parsed.Root().Flags {
		if parsed != parsed.Root() && given.IsSet() {
			return fmt.Errorf("flag -%s stands before the command: write `experiments %s -%[1]s …`", given.Names()[0], parsed.Name)
		}
	}
	for _, err := range []error{checkGiven(parsed), checkArguments(args), checkPaths(f)} {
		if err != nil {
			return err
		}
	}
	return nil
}

// A flagValue is the value of a flag in the form that the parser needs.
type flagValue struct{ flag.Value }

func (v flagValue) Get() any { return v.String() }

// IsBoolFlag reports whether the flag can be given without a value.
func (v flagValue) IsBoolFlag() bool {
	b, ok := v.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}

// explainFlag completes the parser's error about a flag of a command. For an unknown flag it names what the user may have meant: a similar
// flag, or a key of the spec.
func explainFlag(command string, f *flag.FlagSet, err error) error {
	name, unknown := strings.CutPrefix(err.Error(), "flag provided but not defined: -")
	if !unknown {
		return fmt.Errorf("%w (-h prints the manual)", err)
	}
	var names []string
	f.VisitAll(func(known *flag.Flag) { names = append(names, known.Name) })
	near, isFlag := spec.Nearest(name, names)
	key, isKey := spec.Nearest(name, spec.Keys())
	switch {
	case command == "" && isKey && (key == name || !isFlag):
		return fmt.Errorf("unknown flag -%s (a spec has the key %s: write -set %[2]s=…)", name, key)
	case isFlag:
		return fmt.Errorf("unknown flag -%s (did you mean -%s?)", name, near)
	case name == "only" && f.Lookup("system") != nil:
		return fmt.Errorf("unknown flag -only (-system, -dataset and -spec choose runs here; -h prints the manual)")
	}
	return fmt.Errorf("unknown flag -%s (-h prints the manual)", name)
}

// specArgument returns the spec that is given without -spec, as in `experiments smoke.yaml`.
func specArgument(args []string) (string, error) {
	name := args[0]
	switch {
	case len(args) > 1 && isSpec(name):
		return "", fmt.Errorf("unexpected argument %q after the spec (-h prints the manual)", args[1])
	case isSpec(name):
		return name, nil
	}
	if near, ok := spec.Nearest(name, slices.Concat(topics, specs.Names())); ok {
		return "", fmt.Errorf("unknown command %q (did you mean %q?)", name, near)
	}
	return "", fmt.Errorf("unknown command %q (-h prints the manual)", name)
}

// isSpec reports whether an argument is the name of a bundled spec, or that of a YAML file.
func isSpec(name string) bool {
	return slices.Contains(specs.Names(), strings.TrimSuffix(name, ".yaml")) || strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")
}
