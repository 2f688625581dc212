package table1

import (
	"fmt"
	"slices"
	"strings"

	"gan2014/internal/typeset"
	"gan2014/results"
)

// namesakes says how a row differs from other rows of the group with the same name, budget and grid:
// "Here train.patience is 100, in run 60 it is not set." It is empty if there is no such row.
func namesakes(r Row, group []Row, runs []results.Run) string {
	here, found := firstRun(runs, r.RunIDs)
	if !found {
		return ""
	}
	var sentences []string
	for _, other := range group {
		if other.Recipe == r.Recipe || other.System != r.System || other.Budget != r.Budget || other.Grid != r.Grid {
			continue
		}
		if there, found := firstRun(runs, other.RunIDs); found {
			sentences = append(sentences, distinction(here, there))
		}
	}
	return strings.Join(sentences, " ")
}

// distinctions is the largest number of values that a footnote names.
const distinctions = 3

// distinction names the values of the spec in which here differs from there. If there are none, it names other differences of the recipes.
func distinction(here, there results.Run) string {
	var spec, rest []string
	for _, d := range results.Differences(here, there) {
		if name, ofSystem := d.OfSystem(); ofSystem {
			spec = append(spec, fmt.Sprintf("%s is %s, in run %d it is %s", name, valueOf(d.A), there.ID, valueOf(d.B)))
		} else if slices.Contains([]string{"version", "code_id", "go_sum", "dataset_sha256"}, d.Field) {
			rest = append(rest, d.Field)
		}
	}
	switch n := len(spec) - distinctions; {
	case n > 0:
		return fmt.Sprintf("Here %s; experiments diff %d %d has %d more.", strings.Join(spec[:distinctions], "; "), here.ID, there.ID, n)
	case len(spec) > 0:
		return "Here " + strings.Join(spec, "; ") + "."
	default:
		return fmt.Sprintf("Computed differently from run %d: the two differ in %s.", there.ID, typeset.OrDash(strings.Join(rest, ", ")))
	}
}

func valueOf(s string) string {
	if s == "" {
		return "not set"
	}
	return s
}

// firstRun returns the first of the runs with these ids.
func firstRun(runs []results.Run, ids []int64) (results.Run, bool) {
	i := slices.IndexFunc(runs, func(r results.Run) bool { return slices.Contains(ids, r.ID) })
	if i < 0 {
		return results.Run{}, false
	}
	return runs[i], true
}
