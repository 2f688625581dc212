package table1

import (
	"slices"
	"strings"
	"testing"

	"gan2014/results"
)

// TestLatinNames checks that names in other scripts are in Latin letters in LaTeX, that names which become alike stay different, each the same in
// all its rows, and that every change is told once.
func TestLatinNames(t *testing.T) {
	var rows []results.Table1Row
	for i, name := range []string{"Модел", "Model", "モデル", "Мoдел", "😀", "β-VAE é", "Модел"} {
		rows = append(rows, results.Table1Row{System: name, Dataset: "mnist", Origin: results.Measured, LL: float64(i), Grid: "paper", Budget: "hour",
			Recipe: string(rune('a' + i)), Protocol: "протокол of Модел, 日本"})
	}
	part := NewTable(rows, nil)
	part = part.withColumns([]string{"system", "measured", "grid"})
	part.chosen = true
	text := part.LaTeX()
	for _, want := range []string{`\systemname Model (2) & `, `\systemname Model & `, `\systemname moderu & `, `\systemname Model (3) & `, `\texttt{<U+1F600>}`, `$\beta$-VAE \'{e} & `, "protokol"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if n := strings.Count(text, `\systemname Model (2) & `); n != 2 {
		t.Errorf("two rows of one system have its form %d times", n)
	}
	want := []string{`"Модел" as "Model (2)"`, `"モデル" as "moderu"`, `"Мoдел" as "Model (3)"`, `"😀" as "<U+1F600>"`, `"протокол" as "protokol"`, `"日本" as "Ri Ben"`}
	got := part.Transliterations()
	for i := range got {
		if !slices.Contains(want, got[i]) || !strings.Contains(text, "% in Latin letters, for want of a sign in every LaTeX: "+got[i]+"\n") {
			t.Errorf("%s", got[i])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d of %d changes are told: %s", len(got), len(want), got)
	}
}
