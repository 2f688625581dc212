package table1

import (
	"cmp"
	"fmt"
	"math"
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
type Verdict struct {
	Dataset, Sentence string
	Brief             string // the sentence beside the overview, which says how the number was made
	InOverview        bool   // the overview has the data set
}

// Verdicts returns one for every dataset with a measurement, in the order of the overview.
func Verdicts(t Table) []Verdict {
	columns := t.overviewDatasets()
	place := func(g Group) int {
		i := slices.IndexFunc(columns, func(d OverviewDataset) bool { return d.Dataset == g.Dataset })
		return (i + len(columns) + 1) % (len(columns) + 1) // −1 comes last
	}
	groups := slices.Clone(t.Groups)
	slices.SortStableFunc(groups, func(a, b Group) int { return cmp.Compare(place(a), place(b)) })
	var out []Verdict
	for _, g := range groups {
		text := variantsAlone(g)
		brief := text
		if row, ok := headline(g); ok && (text == "" || !row.Control) { // a control beside variants alone is no answer
			text, brief = sentence(row, row.setting()), sentence(row, row.briefSetting())
		}
		if text != "" {
			out = append(out, Verdict{record.DatasetName(g.Dataset) + record.Caveat(g.Dataset), text, brief, place(g) < len(columns)})
		}
	}
	return out
}

// variantsAlone is the sentence about a group of which only variants of a sweep were measured. It names none of them: to pick one is to choose,
// and the number that it would name is of test images.
func variantsAlone(g Group) string {
	low, high, recipes := math.Inf(1), math.Inf(-1), map[string]bool{}
	for _, r := range g.Rows {
		if r.Measured != nil && r.VariantOf != "" {
			low, high = min(low, r.Measured.LL), max(high, r.Measured.LL)
			recipes[r.Recipe] = true
		}
	}
	if len(recipes) == 0 {
		return ""
	}
	return fmt.Sprintf("only variants of a sweep were measured, %d of them, from %s to %s nats; the report compares them on validation images.",
		len(recipes), typeset.Fixed(low, 1), typeset.Fixed(high, 1))
}

// headline picks the row for a verdict, which is no variant of a sweep: the subject, if it was measured; otherwise its desk recipe; otherwise a
// system with a published number; otherwise any system. Of its rows it picks the one with the largest budget.
func headline(g Group) (Row, bool) {
	var measured, paired, desk, own []Row
	for _, r := range g.Rows {
		if r.Measured == nil || r.VariantOf != "" {
			continue
		}
		measured = append(measured, r)
		if r.Published != nil {
			paired = append(paired, r)
		}
		switch r.System {
		case Subject:
			own = append(own, r)
		case Subject + record.DeskRecipe:
			desk = append(desk, r)
		}
	}
	for _, rows := range [][]Row{own, desk, paired, measured} {
		if len(rows) > 0 {
			return slices.MinFunc(rows, largestBudgetFirst), true
		}
	}
	return Row{}, false
}

// sentence says what came out: the number and how it was made, the published number, and the controls above and below. A desk recipe is a
// setting, not a system.
func sentence(r Row, setting []string) string {
	original, desk := r.isDesk()
	if desk {
		setting = append([]string{deskNote}, setting...)
	}
	s := fmt.Sprintf("%s nats for %s", r.Measured.value(), decapitalise(original))
	if len(setting) > 0 {
		s += " (" + strings.Join(setting, ", ") + ")"
	}
	switch p := r.Published; {
	case r.Difference != nil:
		side := "above"
		if *r.Difference < 0 {
			side = "below"
		}
		s += fmt.Sprintf(", %s %s the published %s%s", typeset.Fixed(math.Abs(*r.Difference), 1), side, p.value(), r.judgement())
	case p != nil:
		s += "; published: " + p.value()
	}
	if r.Place != "" {
		s += "; " + decapitalise(strings.TrimSuffix(r.Place, "."))
	}
	return s + "."
}

// setting says how a number was made: "budget hour", "3 of 4 seeds (1 diverged)", "paper grid", "± over test examples".
func (r Row) setting() []string {
	parts := r.made()
	if r.Grid != "" {
		parts = append(parts, r.Grid+" grid")
	}
	if r.Measured.StdErr != nil && r.Measured.Over != "" {
		parts = append(parts, "± over "+r.Measured.Over)
	}
	return parts
}

// briefSetting has of a setting what no reader may overlook.
func (r Row) briefSetting() (parts []string) {
	if len(r.Lost) > 0 {
		parts = append(parts, r.seedsInWords())
	}
	if r.SigmaAtEdge {
		parts = append(parts, atEdge)
	}
	return parts
}

// atEdge says that a better bandwidth may lie outside the grid.
const atEdge = "σ at the edge of its grid"

// made says how a number was made on any grid.
func (r Row) made() (parts []string) {
	if r.Budget != "" {
		parts = append(parts, "budget "+r.Budget)
	}
	parts = append(parts, r.seedsInWords())
	if m := r.mediansInWords(); m != "" {
		parts = append(parts, m)
	}
	if r.SigmaAtEdge {
		parts = append(parts, atEdge)
	}
	return parts
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
