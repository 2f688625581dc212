package endtoend

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gan2014/experiments/exit"
)

// process runs the program with one more environment variable and returns its status and output.
func (b bench) process(variable string, args ...string) (status int, said string) {
	b.Helper()
	var words bytes.Buffer
	p := b.command(args...)
	p.Env = append(p.Env, variable)
	p.Stdout, p.Stderr = &words, &words
	if err := p.Run(); p.ProcessState == nil {
		b.Fatal(err)
	}
	return p.ProcessState.ExitCode(), words.String()
}

// block replaces a file by a folder, or a folder by a file.
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

// TestNothingDrawnFailsARun checks that a failure to draw does not fail a run: its number is kept, and one line says what is
// missing and why.
func TestNothingDrawnFailsARun(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	status, said := b.process("TMPDIR=/does/not/exist", b.args("-only", "*/true*")...)
	if status != exit.Done || strings.Contains(said, "goroutine") || strings.Contains(said, "lacks") {
		t.Errorf("without a temporary folder: status %d\n%s", status, said)
	}
	if plots, _ := filepath.Glob(b.path("out/figures/*")); len(plots) != 0 {
		t.Errorf("plots that nobody asked for: %q", plots)
	}
	status, said = b.process("TMPDIR=/does/not/exist", "report", "-figures", "-db", b.path("results.db"), "-out", b.path("out"))
	if plots, _ := filepath.Glob(b.path("out/figures/*.pdf")); status != exit.Done || strings.Contains(said, "lacks") || len(plots) == 0 {
		t.Errorf("without a temporary folder: status %d, %d plots\n%s", status, len(plots), said)
	}

	b.block("out/artifacts", false)
	b.expect(exit.Done, b.args("-only", "*/true*", "-set", "seeds=[2]"), "not drawn: data, samples, figure2: ")
	if got := b.query(`select group_concat(status) from runs`); got != "done,done" {
		t.Errorf("runs are %s", got)
	}

	b.block("out/report.html", true)
	b.block("out/table1.csv", true)
	b.block("out/figures", false)
	b.block("out/table1.md", false)
	b.block("out/report", false)
	_, stderr := b.expect(exit.Done, b.args("-only", "*/true*"), "done before", "the report lacks report.html (", "table1.csv (", "report (")
	if n := strings.Count(stderr, "lacks"); n != 1 {
		t.Errorf("it is said %d times:\n%s", n, stderr)
	}
	stdout, _ := b.expect(exit.Failed, []string{"report", "-db", b.path("results.db"), "-out", b.path("out")}, "the report lacks report.html (", "True distribution")
	if strings.Contains(stdout, "report: ") {
		t.Errorf("it names a report that is not there:\n%s", stdout)
	}
	b.expect(exit.Failed, []string{"report", "-figures", "-db", b.path("results.db"), "-out", b.path("out")}, "the report lacks figures (")
	if text, err := os.ReadFile(b.path("out/table1.md")); err != nil || !bytes.Contains(text, []byte("True distribution")) {
		t.Errorf("what can be written is not: %v, %q", err, text)
	}
}
