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
func (t *Table) place(x *record.Index) {
	for _, g := range t.Groups {
		scores := newControlScores(g, x)
		for i, r := range g.Rows {
			if run := x.First(r.RunIDs); run != nil && record.IsTrained(run.Run) && r.Measured != nil {
				controls := scores.bars(r, x)
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
			parts = append(parts, p.word+" "+typeset.List(p.names))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	s := strings.Join(parts, ", ") + "."
	return strings.ToUpper(s[:1]) + s[1:]
}

// A scoredAs says how a row was scored. A row and a control compare if they differ only in where their samples come from: they have as many
// samples, the same test examples, and the same scoring. Protocols cannot be compared as texts, because they also say how samples were
// drawn.
type scoredAs struct {
	kind, grid            string
	testExamples, samples int // the mean image is one sample, and compares with any number: 0 here
	scoring               record.Scoring
}

func scoredAsOf(r Row, kind string, run results.Run) scoredAs {
	s := scoredAs{kind, r.Grid, r.TestExamples, r.Samples, record.ScoringOf(run, r.Grid)}
	if kind == meanImageKind {
		s.samples = 0
	}
	return s
}

// controlScores holds, for each way to score, the rows of a control: that with the largest budget, and the largest of each budget.
type controlScores map[scoredAs]controlsOf

type controlsOf struct {
	largest Row
	budgets map[string]Row
}

func newControlScores(g Group, x *record.Index) controlScores {
	all := controlScores{}
	for _, r := range g.Rows {
		run := x.First(r.RunIDs)
		if run == nil || r.Measured == nil || !slices.Contains([]string{meanImageKind, normalKind, trueKind}, run.Kind) {
			continue
		}
		key := scoredAsOf(r, run.Kind, run.Run)
		c, found := all[key]
		if !found {
			c = controlsOf{r, map[string]Row{}}
		}
		if largestBudgetFirst(r, c.largest) < 0 {
			c.largest = r
		}
		if same, found := c.budgets[r.Budget]; !found || largestBudgetFirst(r, same) < 0 {
			c.budgets[r.Budget] = r
		}
		all[key] = c
	}
	return all
}

// score returns the score of the row of a control that was scored as r was: with the budget of r, or else with the largest budget.
func (cs controlScores) score(as scoredAs, budget string) (ll float64, known bool) {
	c, found := cs[as]
	if !found {
		return 0, false
	}
	if same, found := c.budgets[budget]; found {
		return same.Measured.LL, true
	}
	return c.largest.Measured.LL, true
}

// bars returns the controls with which a row can be compared: the mean image, the normal distribution and the true distribution. If the
// table has no row of the mean image, the score that is kept beside the row's own serves.
func (cs controlScores) bars(r Row, x *record.Index) (all []bar) {
	as := scoredAsOf(r, "", x.First(r.RunIDs).Run)
	for _, c := range []struct{ kind, name string }{
		{meanImageKind, "mean image"}, {normalKind, "normal distribution"}, {trueKind, "true distribution"},
	} {
		as.kind, as.samples = c.kind, r.Samples
		if c.kind == meanImageKind {
			as.samples = 0
		}
		ll, known := cs.score(as, r.Budget)
		if !known && c.kind == meanImageKind {
			ll, known = keptMeanImage(r, x)
		}
		if known && stats.IsFinite(ll) {
			all = append(all, bar{c.name, ll})
		}
	}
	return all
}

// keptMeanImage returns the mean image's score that is kept beside the scores of a row's runs.
func keptMeanImage(r Row, x *record.Index) (ll float64, known bool) {
	for _, run := range x.Of(r.RunIDs) {
		for _, e := range run.Evaluations {
			if e.Grid == r.Grid && e.Protocol == r.Protocol && e.MeanImageLL.Valid {
				return e.MeanImageLL.V, true
			}
		}
	}
	return 0, false
}
