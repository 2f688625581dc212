package main

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gan2014/experiments/exit"
	"gan2014/results"
)

// TestSources checks docs/sources.md: that each command is one of the Makefile or of the program, with runs to compute where it names a spec; that each
// link leads to a file; and that the findings it quotes are those of the reference, all of them, and hold there.
func TestSources(t *testing.T) {
	page, err := os.ReadFile("../docs/sources.md")
	if err != nil {
		t.Fatal(err)
	}
	makefile, err := os.ReadFile("../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	var quoted []string
	rows := 0
	for _, line := range strings.Split(string(page), "\n") {
		cells := strings.Split(strings.Trim(line, "| "), " | ")
		if !strings.HasPrefix(line, "| ") || len(cells) != 4 || cells[2] == "command" {
			continue
		}
		rows++
		checkSourceCommand(t, strings.Trim(cells[2], "`"), string(makefile))
		for _, found := range regexp.MustCompile(`“([^”]+)”`).FindAllStringSubmatch(cells[3], -1) {
			quoted = append(quoted, found[1])
		}
		for _, link := range regexp.MustCompile(`\]\(([^)]+)\)`).FindAllStringSubmatch(line, -1) {
			if _, err := os.Stat(filepath.Join("../docs", link[1])); err != nil {
				t.Error(err)
			}
		}
	}
	if rows < 40 {
		t.Errorf("only %d rows", rows)
	}
	for claim, holds := range findingsOfTheReference(t) {
		if !slices.Contains(quoted, claim) {
			t.Errorf("docs/sources.md lacks the finding %q", claim)
		}
		if !holds {
			t.Errorf("the finding %q does not hold in the reference", claim)
		}
		quoted = slices.DeleteFunc(quoted, func(q string) bool { return q == claim })
	}
	if len(quoted) > 0 {
		t.Errorf("no findings of the reference: %q", quoted)
	}
}

// checkSourceCommand fails the test unless the command line is a target of the Makefile, or one that the program takes.
func checkSourceCommand(t *testing.T, line, makefile string) {
	t.Helper()
	if target, ok := strings.CutPrefix(line, "make "); ok {
		if target = strings.Fields(target)[0]; !strings.Contains(makefile, "\n"+target+":") {
			t.Errorf("no target %s", target)
		}
		return
	}
	text, ok := strings.CutPrefix(line, "go run ./experiments ")
	if !ok {
		t.Errorf("%q is no command of the program", line)
		return
	}
	args := words(text)
	if strings.HasPrefix(args[0], "-spec") {
		if !slices.Contains(args, "-plan") {
			args = append(args, "-plan")
		}
		args = append(args, "-db", filepath.Join(t.TempDir(), "results.db"))
		if status, stdout, stderr := inProcess(t.Context(), args...); status != exit.Done || !strings.Contains(stdout, "to compute") {
			t.Errorf("%s: status %d: %s%s", line, status, stdout, stderr)
		}
		return
	}
	if _, err := parse(args, io.Discard); err != nil {
		t.Errorf("%s: %v", line, err)
	}
}

// findingsOfTheReference returns the sentences of the reference, and whether each holds there.
func findingsOfTheReference(t *testing.T) map[string]bool {
	t.Helper()
	packed, err := os.Open("../docs/reference/results.db.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "results.db")
	content, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o666); err != nil {
		t.Fatal(err)
	}
	db, err := results.OpenReadOnly(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	runs, err := db.Runs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	holds := map[string]bool{}
	for _, r := range runs {
		if r.Kind != "study" {
			continue
		}
		n, err := db.Numbers(t.Context(), r.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range n.Study.Findings {
			holds[f.Claim] = f.Holds
		}
	}
	return holds
}
