package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"gan2014/experiments/spec"
)

// A wholeFlag takes a whole number.
type wholeFlag struct{ n *int }

func (w wholeFlag) String() string {
	if w.n == nil {
		return "" // the package flag asks for that of no flag
	}
	return strconv.Itoa(*w.n)
}

func (w wholeFlag) Set(text string) (err error) {
	if *w.n, err = strconv.Atoi(text); err != nil {
		return errors.New("it must be a whole number, such as 4")
	}
	return nil
}

// A timeFlag takes a length of time.
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

// A switchFlag is on when it is given.
type switchFlag struct{ on *bool }

func (s switchFlag) String() string   { return strconv.FormatBool(s.on != nil && *s.on) }
func (s switchFlag) IsBoolFlag() bool { return true }

func (s switchFlag) Set(text string) (err error) {
	if *s.on, err = strconv.ParseBool(text); err != nil {
		return errors.New("give the flag alone, or with =true or =false")
	}
	return nil
}

// checkGiven refuses flags that are given with nothing, as by a script whose variable is not set.
func checkGiven(f *flag.FlagSet) (err error) {
	f.Visit(func(given *flag.Flag) {
		if _, text := given.Value.(flag.Getter); text && given.Value.String() == "" && err == nil {
			err = fmt.Errorf("flag -%s is empty: give it a value, or leave it out", given.Name)
		}
	})
	return err
}

// explainFlag says what a flag that does not exist may have been meant as.
func explainFlag(f *flag.FlagSet, err error) error {
	name, unknown := strings.CutPrefix(err.Error(), "flag provided but not defined: -")
	if !unknown {
		return fmt.Errorf("%w (-h prints the manual)", err)
	}
	var names []string
	f.VisitAll(func(known *flag.Flag) { names = append(names, known.Name) })
	if near, ok := spec.Nearest(name, names); ok {
		return fmt.Errorf("unknown flag -%s (did you mean -%s?)", name, near)
	}
	return fmt.Errorf("unknown flag -%s (-h prints the manual)", name)
}

// pathFlags are the flags that name a file or, where it is true, a folder.
var pathFlags = map[string]bool{
	"db": false, "samples": false, "valid": false, "test": false, "to": false, "reference": false, "repeats": false,
	"out": true, "data": true, "artifacts": true,
}

// checkPaths refuses files that are folders and folders that are files, whether they were given or are what is taken otherwise.
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

// checkArguments refuses arguments with nothing in them.
func checkArguments(args []string) error {
	if i := slices.Index(args, ""); i >= 0 {
		return fmt.Errorf("argument %d is empty: give it a value, or leave it out", i+1)
	}
	return nil
}
