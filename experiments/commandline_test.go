package main

import (
	"io"
	"strings"
	"testing"

	"gan2014"
	"gan2014/experiments/exit"
	"gan2014/experiments/specs"
)

// TestFlagsAnywhere checks that flags may stand before and after arguments, with one dash or two, and with = or without.
func TestFlagsAnywhere(t *testing.T) {
	for _, line := range []string{
		"runs -db a.db -format json 12", "runs 12 -db a.db -format json", "runs --db=a.db 12 --format=json",
	} {
		c, err := parse(strings.Fields(line), io.Discard)
		if r, ok := c.(*runsCommand); err != nil || !ok || r.db != "a.db" || r.format != "json" || r.one != "12" {
			t.Errorf("%s: %+v, %v", line, c, err)
		}
	}
	c, err := parse([]string{"-set", "a=[1,2]", "smoke.yaml", "--set", "b=3,4", "-plan"}, io.Discard)
	if s, ok := c.(*specCommand); err != nil || !ok || s.spec != "smoke.yaml" || !s.plan || len(s.sets) != 2 || s.sets[0] != "a=[1,2]" || s.sets[1] != "b=3,4" {
		t.Errorf("%+v, %v", c, err)
	}
}

// TestSpecWithoutFlag checks that a spec needs no flag, and that another word is no spec.
func TestSpecWithoutFlag(t *testing.T) {
	for _, name := range []string{"smoke", "smoke.yaml", "mine.yml", "folder/mine.yaml"} {
		c, err := parse([]string{name}, io.Discard)
		if s, ok := c.(*specCommand); err != nil || !ok || s.spec != name {
			t.Errorf("%s: %+v, %v", name, c, err)
		}
	}
	for line, want := range map[string]string{
		"smoke -spec mnist": "give one spec, not both -spec mnist and smoke",
		"smoke mnist":       `unexpected argument "mnist" after the spec`,
		"rums":              `unknown command "rums" (did you mean "runs"?)`,
		"smok":              `unknown command "smok" (did you mean "smoke"?)`,
		"xyzzy":             `unknown command "xyzzy" (-h prints the manual)`,
		"-db a.db runs":     "flag -db stands before the command: write `experiments runs -db …`",
		"runs -statis done": "unknown flag -statis (did you mean -status?)",
		"help xyzzy":        `no command is named "xyzzy" (experiments help lists them)`,
		"-spec smoke -q -v": "not both",
		"runs -format":      "flag needs an argument: -format (-h prints the manual)",
		"report extra":      `unexpected argument "extra"`,
		"-set=a=1 -spec":    "flag needs an argument: -spec",

		"smoke -budget minutes": "unknown flag -budget (a spec has the key budget: write -set budget=…)",
		"smoke -seed 2":         "unknown flag -seed (a spec has the key seeds: write -set seeds=…)",
		"runs -only figure1":    "unknown flag -only (-system, -dataset and -spec choose runs here",
		"runs -budget minutes":  "unknown flag -budget (-h prints the manual)",
		"completion tcsh":       `no completion for the shell "tcsh" (there is one for bash, zsh, fish, powershell)`,
		"":                      "no spec: give one, as in `experiments smoke.yaml`",
		"runs -db no.db":        "no.db: no such file or directory: the first run makes a database",
		"gc -out nowhere":       "open nowhere: no such file or directory: give the folder of runs with -out",
	} {
		if status, _, stderr := inProcess(t.Context(), strings.Fields(line)...); status != exit.BadUsage || !strings.Contains(stderr, want) {
			t.Errorf("%s: status %d, %q, want %q", line, status, stderr, want)
		}
	}
}

// TestHelp checks every way to ask for a manual.
func TestHelp(t *testing.T) {
	for line, name := range map[string]string{
		"-h": "", "--help": "", "help": "", "-spec smoke -h": "", "runs -h": "runs", "runs --help": "runs", "help runs": "runs", "runs 1 -format json -h": "runs",
		"completion": "completion", "completion -h": "completion", "help completion": "completion",
	} {
		if status, stdout, stderr := inProcess(t.Context(), strings.Fields(line)...); status != exit.Done || stdout != manual(name) || stderr != "" {
			t.Errorf("%s: status %d, %q, %q", line, status, stdout[:min(len(stdout), 200)], stderr)
		}
	}
}

// TestCompletion checks the scripts for shells, and what they ask the program.
func TestCompletion(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish", "powershell", "pwsh"} {
		if status, stdout, _ := inProcess(t.Context(), "completion", shell); status != exit.Done || !strings.Contains(stdout, "--generate-shell-completion") {
			t.Errorf("%s: status %d, %q", shell, status, stdout)
		}
	}
	for line, want := range map[string][]string{
		"":            {"runs", "report", "version"},
		"-":           {"-spec", "-max-time"},
		"-spec":       specs.Names(),
		"runs --stat": {"--status"},
	} {
		status, stdout, _ := inProcess(t.Context(), append(strings.Fields(line), "--generate-shell-completion")...)
		for _, word := range want {
			if status != exit.Done || !strings.Contains(stdout, word) {
				t.Errorf("completion of %q: status %d, no %s in %q", line, status, word, stdout)
			}
		}
	}
}

// TestVersion checks that the program says what it is.
func TestVersion(t *testing.T) {
	for _, word := range []string{"version", "-version", "--version"} {
		status, stdout, _ := inProcess(t.Context(), word)
		if status != exit.Done || !strings.Contains(stdout, gan2014.Version) || !strings.Contains(stdout, gan2014.CodeID()) {
			t.Errorf("%s: status %d, %q", word, status, stdout)
		}
	}
}
