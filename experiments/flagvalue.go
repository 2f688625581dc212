package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"time"

	"github.com/urfave/cli/v3"
)

// A wholeFlag is a flag whose value is a whole number.
type wholeFlag struct{ n *int }

func (w wholeFlag) String() string {
	if w.n == nil {
		return "" // the package flag calls String on a zero value
	}
	return strconv.Itoa(*w.n)
}

func (w wholeFlag) Set(text string) (err error) {
	if *w.n, err = strconv.Atoi(text); err != nil {
		return errors.New("it must be a whole number, such as 4")
	}
	return nil
}

// positive returns the function of a flag whose value is a whole number of at least 1.
func positive(n *int) func(text string) error {
	return func(text string) (err error) {
		if *n, err = strconv.Atoi(text); err != nil || *n < 1 {
			return errors.New("it must be a whole number of at least 1")
		}
		return nil
	}
}

// A timeFlag is a flag whose value is a duration.
type timeFlag struct{ d *time.Duration }

func (t timeFlag) String() string {
	if t.d == nil {
		return ""
	}
	return t.d.String()
}

func (t timeFlag) Set(text string) (err error) {
	if *t.d, err = time.ParseDuration(text); err != nil {
		return errors.New("it must be a time with its unit, such as 90s, 45m or 2h30m")
	}
	return nil
}

// A switchFlag is a boolean flag that is on when it is given.
type switchFlag struct{ on *bool }

func (s switchFlag) String() string   { return strconv.FormatBool(s.on != nil && *s.on) }
func (s switchFlag) IsBoolFlag() bool { return true }

func (s switchFlag) Set(text string) (err error) {
	if *s.on, err = strconv.ParseBool(text); err != nil {
		return errors.New("give the flag alone, or with =true or =false")
	}
	return nil
}

// checkGiven rejects flags with an empty value, as a script with an unset variable gives them.
func checkGiven(parsed *cli.Command) error {
	for _, given := range parsed.Flags {
		generic, ours := given.(*cli.GenericFlag)
		if !ours || !given.IsSet() {
			continue
		}
		value := generic.Value.(flagValue).Value
		if _, text := value.(flag.Getter); text && value.String() == "" {
			return fmt.Errorf("flag -%s is empty: give it a value, or leave it out", generic.Name)
		}
	}
	return nil
}

// pathFlags lists the flags that name a path. The value is true for a folder and false for a file.
var pathFlags = map[string]bool{
	"db": false, "to": false, "reference": false, "repeats": false,
	"out": true, "data": true, "artifacts": true,
}

// checkPaths rejects a folder where a file belongs, and a file where a folder belongs. It also checks the default paths.
func checkPaths(f *flag.FlagSet) (err error) {
	f.VisitAll(func(known *flag.Flag) {
		folder, names := pathFlags[known.Name]
		paths := []string{known.Value.String()}
		if several, ok := known.Value.(*list); ok {
			paths = *several
		}
		for _, path := range paths {
			info, statErr := os.Stat(path)
			switch {
			case !names || path == "" || statErr != nil || err != nil:
			case folder && !info.IsDir():
				err = fmt.Errorf("-%s %s is a file: give a folder", known.Name, path)
			case !folder && info.IsDir():
				err = fmt.Errorf("-%s %s is a folder: give a file", known.Name, path)
			}
		}
	})
	return err
}

// checkArguments rejects empty arguments.
func checkArguments(args []string) error {
	if i := slices.Index(args, ""); i >= 0 {
		return fmt.Errorf("argument %d is empty: give it a value, or leave it out", i+1)
	}
	return nil
}
