package table1

import (
	"fmt"
	"slices"
	"strings"

	"gan2014/report/record"
	"gan2014/results"
)

// annotate numbers the footnotes in reading order.
func (t *Table) annotate(x *record.Index) {
	for i := range t.Groups {
		g := &t.Groups[i]
		kin := byName(g.Rows)
		for j := range g.Rows {
			r := &g.Rows[j]
			if others := namesakes(*r, kin[nameOf(*r)], x); others != "" {
				r.SystemNotes = []int{t.note(others)}
			}
			if r.Measured != nil {
				r.Measured.Notes = t.measuredNotes(*r, *g, x)
			}
			if best, all := x.Tally(r.RunIDs); r.Measured == nil && all != "" {
				r.Missing, r.MissingNotes = best, []int{t.note("No run of this row is done: " + all + ".")}
			}
			if r.Protocol != "" {
				r.ProtocolNotes = []int{t.note("Protocol: " + r.Protocol)}
			}
			if r.SigmaAtEdge {
				r.SigmaNotes = []int{t.note("σ, of at least one seed, is at the edge of its grid, so a better one may lie outside.")}
			}
			if p := r.Published; p != nil {
				if p.Source != "" {
					p.Notes = []int{t.note("Quoted, not measured here: " + p.Source)}
				}
				p.Notes = append(p.Notes, t.noteOver(*p, g.Over)...)
			}
		}
	}
}

// measuredNotes returns the footnotes of a row's score.
func (t *Table) measuredNotes(r Row, g Group, x *record.Index) []int {
	notes := t.noteOver(*r.Measured, g.Over)
	for _, warning := range r.Warnings {
		notes = append(notes, t.note("WARNING: "+warning))
	}
	if r.Position != "" {
		notes = append(notes, t.note(r.Position))
	}
	if r.Measured.StdErr == nil && r.TestExamples == 1 {
		notes = append(notes, t.note("The mean over one test example has no standard error."))
	}
	if r.Seeds > 1 {
		notes = append(notes, t.note("Mean over the seeds, of the score and of its ±. The spread over the seeds is SD, their sample standard deviation."))
	}
	if lost := x.Lost(r.Recipe); len(lost) > 0 {
		text := "Not in the mean: " + record.NameRuns(lost) + "."
		if both := r.bothWays(); both != "" {
			text += " " + both
		}
		notes = append(notes, t.note(text))
	}
	if how := describeDifferences(x.Of(r.RunIDs)); how != "" {
		notes = append(notes, t.note(how))
	}
	slices.Sort(notes)
	return notes
}

// noteOver returns the footnote that says what a ± is over, if the group does not say it for all rows.
func (t *Table) noteOver(s Score, common string) []int {
	switch {
	case s.StdErr == nil:
		return nil
	case s.Over == "":
		return []int{t.note("It is not recorded what this ± is over.")}
	case s.Over == common:
		return nil
	default:
		return []int{t.note("± is the standard error over " + s.Over + ".")}
	}
}

// note returns the 1-based number of a footnote, adding it when it is new.
func (t *Table) note(text string) int {
	n, found := t.numbers[text]
	if !found {
		if t.numbers == nil {
			t.numbers = map[string]int{}
		}
		t.Notes = append(t.Notes, text)
		n = len(t.Notes)
		t.numbers[text] = n
	}
	return n
}

// describeDifferences says how runs were computed differently from each other, and which of them were resumed in another environment.
func describeDifferences(runs []*record.Record) string {
	var sentences []string
	if mixed := mixture(runs); mixed != "" {
		sentences = append(sentences, "Not all seeds were computed alike; they differ in "+mixed+".")
	}
	for _, r := range runs {
		if r.Earlier != "" {
			sentences = append(sentences, fmt.Sprintf("Run %d was begun in one environment and resumed in another: %s.", r.ID, r.Earlier))
		}
	}
	return strings.Join(sentences, " ")
}

// mixture names the differences, other than the seed, between the runs that a mean combines.
func mixture(runs []*record.Record) string {
	matters := []string{"version"}
	for _, r := range runs {
		if r.Version == "" { // an earlier build, whose numbers depend on all of these
			matters = []string{"version", "code_id", "commit", "changes", "go_sum", "go_version", "host", "cpu", "blas", "threads", "gomaxprocs"}
		}
	}
	var mixed []string
	for _, r := range runs[min(1, len(runs)):] {
		for _, d := range results.Differences(runs[0].Run, r.Run) {
			if slices.Contains(matters, d.Field) && !slices.Contains(mixed, d.Field) {
				mixed = append(mixed, d.Field)
			}
		}
	}
	return strings.Join(mixed, ", ")
}
