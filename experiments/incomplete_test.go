package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// process runs the program as a process with one more variable in its environment, and returns what it says.
func (b bench) process(variable string, args ...string) (status int, said string) {
	b.Helper()
	var words bytes.Buffer
	program := exec.Command(os.Args[0], args...)
	program.Env = append(os.Environ(), variable)
	program.Stdout, program.Stderr = &words, &words
	if err := program.Run(); program.ProcessState == nil {
		b.Fatal(err)
	}
	return program.ProcessState.ExitCode(), words.String()
}

// block puts a folder, or a file, in the place of a file or a folder.
func (b bench) block(name string, folder bool) {
	b.Helper()
	err := os.RemoveAll(b.path(name))
	if err == nil && folder {
		err = os.Mkdir(b.path(name), 0o700)
	} else if err == nil {
		err = os.WriteFile(b.path(name), nil, 0o600)
	}
	if err != nil {
		b.Fatal(err)
	}
}

// Nothing that shows a run can fail it: its number is kept, and one line says what is not drawn and why.
func TestNothingDrawnFailsARun(t *testing.T) {
	b := newBench(t)
	status, said := b.process("TMPDIR=/does/not/exist", b.args("-only", "*/true*")...)
	if status != statusDone || strings.Contains(said, "goroutine") || strings.Contains(said, "lacks") {
		t.Errorf("without a temporary folder: status %d\n%s", status, said)
	}
	if plots, _ := filepath.Glob(b.path("out/figures/*.pdf")); len(plots) == 0 {
		t.Error("without a temporary folder there are no plots")
	}

	b.block("out/artifacts", false)
	b.expect(statusDone, b.args("-only", "*/true*", "-set", "seeds=[2]"), "not drawn: data, samples, figure2: ")
	if got := b.query(`select group_concat(status) from runs`); got != "done,done" {
		t.Errorf("runs are %s", got)
	}

	b.block("out/report.html", true)
	b.block("out/table1.csv", true)
	b.block("out/figures", false)
	b.block("out/table1.md", false)
	_, stderr := b.expect(statusDone, b.args("-only", "*/true*"), "done before", "the report lacks report.html (", "table1.csv (", "figures (")
	if n := strings.Count(stderr, "lacks"); n != 1 {
		t.Errorf("it is said %d times:\n%s", n, stderr)
	}
	stdout, _ := b.expect(statusFailed, []string{"report", "-db", b.path("results.db"), "-out", b.path("out")}, "the report lacks report.html (", "True distribution")
	if strings.Contains(stdout, "report: ") {
		t.Errorf("it names a report that is not there:\n%s", stdout)
	}
	if text, err := os.ReadFile(b.path("out/table1.md")); err != nil || !bytes.Contains(text, []byte("True distribution")) {
		t.Errorf("what can be written is not: %v, %q", err, text)
	}
}

// A picture that panics, and one that fails, are missing; those after them are drawn.
func TestMissingPictures(t *testing.T) {
	var words bytes.Buffer
	log, err := openLog(t.TempDir(), &words)
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	drawn := false
	a := &attempt{log: log}
	a.later("film", func(context.Context) error { panic("a row too short") })
	a.later("chain", func(context.Context) error { return errors.New("no space") })
	a.later("data", func(context.Context) error { drawn = true; return nil })
	if err := a.draw(t.Context()); err != nil || !drawn || words.String() != "not drawn: film, chain: internal error: a row too short\n" {
		t.Errorf("%v, drawn %t, said %q", err, drawn, words.String())
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := a.draw(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
}
