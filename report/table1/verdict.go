package table1

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gan2014/internal/typeset"
	"gan2014/report/record"
)

// Subject is the paper's own system. Verdicts prefer it.
const Subject = "Adversarial nets"

// A Verdict answers a dataset's question in one sentence.
type Verdict struct{ Dataset, Sentence string }

// Verdicts returns one for every dataset with a measurement.
func Verdicts(t Table) []Verdict {
	var out []Verdict
	for _, g := range t.Groups {
		if row, ok := headline(g); ok {
			out = append(out, Verdict{record.DatasetName(g.Dataset), sentence(row)})
		}
	}
	return out
}

// headline picks the row for a verdict: the subject if it was measured, otherwise
// a system with a published number, otherwise any system. Of the system's rows
// it picks the one with the largest budget.
func headline(g Group) (Row, bool) {
	var measured, paired, own []Row
	for _, r := range g.Rows {
		if r.Measured == nil {
			continue
		}
		measured = append(measured, r)
		if r.Published != nil {
			paired = append(paired, r)
		}
		if r.System == Subject {
			own = append(own, r)
		}
	}
	for _, rows := range [][]Row{own, paired, measured} {
		if len(rows) > 0 {
			slices.SortStableFunc(rows, largestBudgetFirst)
			return rows[0], true
		}
	}
	return Row{}, false
}

func sentence(r Row) string {
	made := typeset.Count(r.Seeds, "seed", "seeds")
	if r.Budget != "" {
		made = "budget " + r.Budget + ", " + made
	}
	if r.Grid != "" {
		made += ", " + r.Grid + " grid"
	}
	if r.SigmaAtEdge {
		made += ", σ at the edge of its grid"
	}
	if m := r.Measured; m.StdErr != nil && m.Over != "" {
		made += ", ± over " + m.Over
	}
	s := fmt.Sprintf("%s nats for %s (%s)", r.Measured.value(), decapitalise(r.System), made)
	if p := r.Published; p != nil {
		s += fmt.Sprintf("; published: %s", p.value())
		var about []string
		if p.Source != "" {
			about = append(about, p.Source)
		}
		if p.StdErr != nil && p.Over != "" && p.Over != r.Measured.Over {
			about = append(about, "± over "+p.Over)
		}
		if len(about) > 0 {
			s += " (" + strings.Join(about, "; ") + ")"
		}
	}
	if r.Difference != nil {
		s += fmt.Sprintf(", a difference of %s nats, %s", typeset.Signed(*r.Difference, 1), r.judgement())
	}
	return s + "."
}

// decapitalise makes "Adversarial nets" fit into a sentence and leaves "DBN" alone.
func decapitalise(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[n:])
	if !unicode.IsLower(second) {
		return s
	}
	return strings.ToLower(string(first)) + s[n:]
}
