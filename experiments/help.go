package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"slices"

	"gan2014/experiments/spec"
)

// topics lists the names of all manuals: those of the commands, and that of the command that the parser provides.
var topics = append(slices.Clone(commandNames), "completion")

// helpCommand prints the manual of the program, or that of a command.
type helpCommand struct{ name string }

func (c *helpCommand) flags(*flag.FlagSet) {}

func (c *helpCommand) check(args []string) error {
	if len(args) == 0 {
		return nil
	}
	if c.name = args[0]; len(args) > 1 {
		return fmt.Errorf("give one command, not %d", len(args))
	}
	if slices.Contains(topics, c.name) {
		return nil
	}
	if near, ok := spec.Nearest(c.name, topics); ok {
		return fmt.Errorf("no command is named %q (did you mean %q?)", c.name, near)
	}
	return fmt.Errorf("no command is named %q (experiments help lists them)", c.name)
}

func (c *helpCommand) run(_ context.Context, call call) error {
	_, err := io.WriteString(call.stdout, manual(c.name))
	return err
}
