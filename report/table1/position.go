package table1

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gan2014/internal/stats"
	"gan2014/internal/typeset"
	"gan2014/report/record"
	"gan2014/results"
)

// The kinds of the controls that trained systems are compared with.
const (
	meanImageKind = "mean-image"
	normalKind    = "gaussian"
	trueKind      = "training-images"
)

// A bar is the score of a control, in nats, with its name in a sentence.
type bar struct {
	name string
	ll   float64
}

// place states for every row of a trained system whether it lies above or below the controls of its data set. All trained systems get
// the sentence, not only the adversarial nets: a reader compares the systems, and rows in the same position share one footnote.
func (t *Table) place(records []record.Record) {
	runs := record.Runs(records)
	for _, g := range t.Groups {
		for i, r := range g.Rows {
			if run, found := firstRun(runs, r.RunIDs); found && record.IsTrained(run) && r.Measured != nil {
				controls := bars(r, g, records)
				g.Rows[i].Position, g.Rows[i].Place = position(r.Measured.LL, controls, true), position(r.Measured.LL, controls, false)
			}
		}
	}
}

// position returns the sentence about a score: "Above the mean image (531.6), below the normal distribution (1399.6) and the true
// distribution (1404.9)." The scores of the controls can be left out. It is empty if there is no control, or no number to compare.
func position(ll float64, controls []bar, scores bool) string {
	var above, level, below []string
	for _, c := range controls {
		text := "the " + c.name
		if scores {
			text += fmt.Sprintf(" (%s)", typeset.Fixed(c.ll, 1))
		}
		switch {
		case math.IsNaN(ll):
		case typeset.Fixed(ll, 1) == typeset.Fixed(c.ll, 1):
			level = append(level, text)
		case ll > c.ll:
			above = append(above, text)
		default:
			below = append(below, text)
		}
	}
	var parts []string
	for _, p := range []struct {
		word  string
		names []string
	}{{"above", above}, {"level with", level}, {"below", below}} {
		if len(p.names) > 0 {
			parts = append(parts, p.word+" "+enumerate(p.names))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	s := strings.Join(parts, ", ") + "."
	return strings.ToUpper(s[:1]) + s[1:]
}

// enumerate joins names for a sentence: "a, b and c".
func enumerate(names []string) string {
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// bars returns the controls with which a row can be compared: the mean image, the normal distribution and the true distribution. If the
// table has no row of the mean image, the score that is kept beside the row's own serves.
func bars(r Row, g Group, records []record.Record) (all []bar) {
	runs := record.Runs(records)
	for _, c := range []struct{ kind, name string }{
		{meanImageKind, "mean image"}, {normalKind, "normal distribution"}, {trueKind, "true distribution"},
	} {
		ll, known := controlScore(r, g, c.kind, runs)
		if !known && c.kind == meanImageKind {
			ll, known = keptMeanImage(r, records)
		}
		if known && stats.IsFinite(ll) {
			all = append(all, bar{c.name, ll})
		}
	}
	return all
}

// controlScore returns the score of the row of a control that was scored as r was. Of several it takes one with the budget of r, or else
// the one with the largest budget.
func controlScore(r Row, g Group, kind string, runs []results.Run) (ll float64, known bool) {
	var same, others []Row
	for _, c := range g.Rows {
		switch run, found := firstRun(runs, c.RunIDs); {
		case !found || run.Kind != kind || c.Measured == nil || !scoredAlike(r, c, runs):
		case c.Budget == r.Budget:
			same = append(same, c)
		default:
			others = append(others, c)
		}
	}
	for _, rows := range [][]Row{same, others} {
		if len(rows) > 0 {
			slices.SortStableFunc(rows, largestBudgetFirst)
			return rows[0].Measured.LL, true
		}
	}
	return 0, false
}

// scoredAlike reports whether a row and a control differ only in where their samples come from: they have as many samples, the same test
// examples, and the same scoring. The mean image is one sample. Protocols cannot be compared as texts, because they also say how samples
// were drawn.
func scoredAlike(r, control Row, runs []results.Run) bool {
	a, _ := firstRun(runs, r.RunIDs)
	b, _ := firstRun(runs, control.RunIDs)
	return r.Grid == control.Grid && r.TestExamples == control.TestExamples && (b.Kind == meanImageKind || r.Samples == control.Samples) &&
		record.ScoringOf(a, r.Grid) == record.ScoringOf(b, r.Grid)
}

// keptMeanImage returns the mean image's score that is kept beside the scores of a row's runs.
func keptMeanImage(r Row, records []record.Record) (ll float64, known bool) {
	for _, run := range records {
		if !slices.Contains(r.RunIDs, run.ID) {
			continue
		}
		for _, e := range run.Evaluations {
			if e.Grid == r.Grid && e.Protocol == r.Protocol && e.MeanImageLL.Valid {
				return e.MeanImageLL.V, true
			}
		}
	}
	return 0, false
}
