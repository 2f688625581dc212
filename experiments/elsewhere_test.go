package main

import (
	"path/filepath"
	"strings"
	"testing"

	"gan2014/results"
)

// In a folder that is not the repository every command finds what belongs to the program.
func TestOutsideTheRepository(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	db, err := results.Open(t.Context(), "results.db")
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	b := bench{t, dir}
	b.expect(statusFailed, []string{"verify"}, "MISSING", "do not agree with the reference of commit")
	b.expect(statusFailed, []string{"verify", "-only", "mnist/*", "-budget", "minutes"}, "MISSING")
	b.expect(statusUsage, []string{"verify", "-write"}, "give it with -reference")
	b.expect(statusUsage, []string{"verify", "-reference", "none.json"}, "none.json")
	b.expect(statusDone, []string{"report", "-out", "out"}, filepath.Join("out", "report.html"))
	b.expect(statusDone, []string{"runs"})
	b.expect(statusUsage, []string{"gc", "-dry-run"}, "has no runs")
	b.expect(statusDone, []string{"status"})
	b.expect(statusDone, []string{"spec", "-schema"}, "$schema")
	b.expect(statusDone, []string{"spec", "-explain"}, "train")
	b.expect(statusDone, []string{"fetch", "-list"}, "mnist")
	for _, name := range []string{"table1", "smoke.yaml", "theory", "figure2"} {
		b.expect(statusDone, []string{"spec", "-spec", name}, "systems:")
	}
	for _, name := range append([]string{""}, commandNames...) {
		b.expect(statusDone, strings.Fields(name+" -h"), "experiments")
	}
	b.expect(statusDone, []string{"-spec", "theory", "-plan"}, "to compute", "threads: ")
}
