package report

import (
	"fmt"
	"strings"
	"testing"

	"gan2014/internal/typeset"
	"gan2014/results"
)

// TestScreen checks that the end of a run fits on a terminal of 24 lines, however many systems there are, and that the paths come last.
func TestScreen(t *testing.T) {
	db, dir := everyStatus(t, "")
	for i := range 20 {
		addRun(t, db, dir, newRun(fmt.Sprintf("System %d", i), "", 1), results.Done, "", false)
	}
	const closing = "tables: t\nreport: r\n"
	data := read(t, db)
	for _, width := range []int{72, 80, 100} {
		text := data.Screen(width, closing)
		if n := strings.Count(text, "\n"); n > 23 || !strings.HasSuffix(text, closing) {
			t.Errorf("%d lines:\n%s", n, text)
		}
		for line := range strings.Lines(text) {
			if n := typeset.Width(strings.TrimSuffix(line, "\n")); n > width {
				t.Errorf("line of %d columns, want at most %d: %q", n, width, line)
			}
		}
		for _, want := range []string{"Adversarial nets", "202.0 ± 2.0", "minutes 2/5", "225 ± 2", "MNIST: 202.0 ± 2.0 nats for adversarial nets (2 of 5 seeds"} {
			if !strings.Contains(strings.Join(strings.Fields(text), " "), want) {
				t.Errorf("no %q in\n%s", want, text)
			}
		}
	}
}

// TestScreenWarns checks that the screen has the first warning, and says how many more there are.
func TestScreenWarns(t *testing.T) {
	db, dir := newDB(t)
	below := results.Evaluation{Grid: "paper", Protocol: "p", LL: -60, StdErr: 1, StdErrOver: "folds", Sigma: .2, Samples: 1000, ValidExamples: 100, TestExamples: 100}
	below.MeanImageLL.V, below.MeanImageLL.Valid = -50, true
	addPanelRun(t, db, dir, nets, "mnist", 5, .1, below)
	addPanelRun(t, db, dir, deskNets, "tfd-like", 5, .1, below)
	text := strings.Join(strings.Fields(read(t, db).Screen(100, "")), " ")
	if !strings.Contains(text, "WARNING: Adversarial nets, MNIST, budget hour: It scores 10.0 nats below the mean image") || !strings.Contains(text, "1 more warning in the report.") {
		t.Error(text)
	}
}
