package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gan2014/experiments/exit"
)

// TestEveryFlagExplains gives every flag of every command a bad value. The message must name the flag and contain no text of Go's
// packages.
func TestEveryFlagExplains(t *testing.T) {
	for _, name := range append([]string{""}, commandNames...) {
		c := newCommand(name)
		f := flag.NewFlagSet("", flag.ContinueOnError)
		c.flags(f)
		f.VisitAll(func(known *flag.Flag) {
			_, isSwitch := known.Value.(switchFlag)
			for _, args := range [][]string{{"-" + known.Name + "="}, {"-" + known.Name + "=?"}, {"-" + known.Name}} {
				if name != "" {
					args = append([]string{name}, args...)
				}
				_, err := parse(args, io.Discard)
				last := args[len(args)-1]
				free := strings.HasSuffix(last, "=?") // many flags accept any text
				switch {
				case err == nil && (isSwitch || free):
				case err == nil:
					t.Errorf("%s %s: no error", name, last)
				case strings.Contains(err.Error(), "parse error") || strings.Contains(err.Error(), "strconv") || strings.Contains(err.Error(), "stat :"):
					t.Errorf("%s %s: %v", name, last, err)
				case strings.HasSuffix(last, "=") && !strings.Contains(err.Error(), "-"+known.Name):
					t.Errorf("%s %s: %v", name, last, err)
				}
			}
		})
	}
}

func TestFlagValues(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct{ args, want string }{
		{"-spec smoke -max-time 5", "such as 90s, 45m or 2h30m"},
		{"-spec smoke -j many", "it must be a whole number"},
		{"-spec smoke -plan=perhaps", "=true or =false"},
		{"-spec smoke -maxtime 5s", "unknown flag -maxtime (did you mean -max-time?)"},
		{"-spec " + dir, "it is a folder: give a YAML file"},
		{"runs -db " + dir, "is a folder: give a file"},
		{"report -db a.db -db " + dir, "is a folder: give a file"},
		{"-spec smoke -data " + file, "is a file: give a folder"},
		{"gc -out " + file, "is a file: give a folder"},
		{"parzen -sigma x", "it must be a number"},
		{"import " + dir, "is a folder: give the file of a database"},
	} {
		status, _, stderr := inProcess(t.Context(), strings.Fields(row.args)...)
		if status != exit.BadUsage || !strings.Contains(stderr, row.want) {
			t.Errorf("%s: status %d, %q", row.args, status, stderr)
		}
	}
	for i, args := range [][]string{{"-spec", "smoke", "-db", ""}, {"report", "-db", ""}, {"import", ""}, {"collect", ""}, {"exec", ""}, {"fetch", ""}} {
		if status, _, stderr := inProcess(t.Context(), args...); status != exit.BadUsage || !strings.Contains(stderr, "give it a value, or leave it out") {
			t.Errorf("%s: %q: status %d, %q", fmt.Sprint(i), args, status, stderr)
		}
	}
}
