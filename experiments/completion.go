package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gan2014/experiments/specs"

	"github.com/urfave/cli/v3"
)

// configureCompletion gives the parser's command that prints scripts for shells the manual and the messages of this program.
func configureCompletion(c *cli.Command, chosen *command) {
	c.Hidden, c.HideHelp = false, true
	for _, word := range []string{"h", "help"} {
		c.Flags = append(c.Flags, &cli.BoolFlag{Name: word, Local: true})
	}
	var shells []string
	for _, shell := range c.Commands {
		if shell.Name == "pwsh" {
			shell.Name, shell.Aliases = "powershell", []string{"pwsh"}
		}
		shells = append(shells, shell.Name)
	}
	c.Action = func(_ context.Context, parsed *cli.Command) error {
		if shell := parsed.Args().First(); shell != "" {
			return fmt.Errorf("no completion for the shell %q (there is one for %s)", shell, strings.Join(shells, ", "))
		}
		*chosen = &helpCommand{"completion"}
		return nil
	}
}

// complete prints what may follow: flags after a dash, bundled specs after -spec, and else commands and bundled specs.
func complete(_ context.Context, c *cli.Command) {
	last := ""
	if before := c.Args().Slice(); len(before) > 0 {
		last = before[len(before)-1]
	}
	var words []string
	name := strings.TrimLeft(last, "-")
	switch dashes := last[:len(last)-len(name)]; {
	case dashes != "" && name == "spec":
		words = specs.Names()
	case dashes != "":
		for _, known := range c.Flags {
			words = append(words, dashes+known.Names()[0])
		}
	case c == c.Root():
		words = slices.Concat(topics, specs.Names())
	}
	for _, word := range words {
		fmt.Fprintln(c.Root().Writer, word)
	}
}
