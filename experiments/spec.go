package main

import (
	"context"
	"errors"
	"flag"
	"fmt"

	"gan2014/experiments/exit"
	"gan2014/experiments/spec"
	"gan2014/experiments/specs"
)

// languageCommand explains the keys of specs, prints their JSON Schema, or prints the effective spec.
type languageCommand struct {
	spec    string
	sets    list // each key=value
	format  string
	schema  bool
	explain bool
	key     string // the key to explain; "" explains every key
}

func (c *languageCommand) flags(f *flag.FlagSet) {
	f.StringVar(&c.spec, "spec", "", "")
	f.Var(&c.sets, "set", "")
	f.StringVar(&c.format, "format", "yaml", "")
	f.Var(switchFlag{&c.schema}, "schema", "")
	f.Var(switchFlag{&c.explain}, "explain", "")
}

func (c *languageCommand) check(args []string) error {
	chosen := 0
	for _, is := range []bool{c.spec != "", c.schema, c.explain} {
		if is {
			chosen++
		}
	}
	switch {
	case chosen != 1:
		return errors.New("give one of -spec, -schema and -explain (-h prints the manual)")
	case c.spec == "" && len(c.sets) > 0:
		return errors.New("-set changes a spec: give one with -spec")
	case c.format != "yaml" && c.format != "json":
		return fmt.Errorf("-format must be yaml or json, not %q", c.format)
	case c.explain && len(args) > 0:
		c.key, args = args[0], args[1:]
	}
	return noArguments(args)
}

func (c *languageCommand) run(_ context.Context, call call) error {
	text, err := c.text()
	if err != nil {
		return exit.Usage(err)
	}
	_, err = call.stdout.Write(text)
	return err
}

func (c *languageCommand) text() ([]byte, error) {
	switch {
	case c.schema:
		return spec.Schema(), nil
	case c.explain:
		text, err := spec.Explain(c.key)
		return []byte(text), err
	}
	file, text, err := specs.Read(c.spec)
	if err != nil {
		return nil, err
	}
	experiment, err := spec.Parse(file, text, c.sets, specs.Bundled())
	switch {
	case err != nil:
		return nil, err
	case c.format == "json":
		return experiment.JSON(), nil
	default:
		return experiment.YAML(), nil
	}
}
