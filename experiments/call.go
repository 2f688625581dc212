package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// A call holds the inputs of a command besides its flags. Results go to stdout, all other text to stderr.
type call struct {
	line           string // the command line as the user typed it
	stdout, stderr io.Writer
}

// noArguments checks a command that takes flags only.
func noArguments(args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("unexpected argument %q (-h prints the manual)", args[0])
	}
	return nil
}

// A list is a flag that the user may give several times.
type list []string

func (l *list) String() string { return strings.Join(*l, " ") }

func (l *list) Set(s string) error {
	if s == "" {
		return errors.New("give it a value, or leave it out")
	}
	*l = append(*l, s)
	return nil
}
