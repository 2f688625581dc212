package table1

import (
	"fmt"
	"slices"
	"strings"

	"gan2014/internal/typeset"
	"gan2014/report/record"
	"gan2014/results"
)

// A name is what a reader tells the rows of a group apart by.
type name struct{ system, budget, grid string }

func nameOf(r Row) name { return name{r.System, r.Budget, r.Grid} }

// kin holds the rows of one name, and their recipes.
type kin struct {
	rows    []Row
	recipes map[string]bool
}

func byName(rows []Row) map[name]*kin {
	all := map[name]*kin{}
	for _, r := range rows {
		k := all[nameOf(r)]
		if k == nil {
			k = &kin{recipes: map[string]bool{}}
			all[nameOf(r)] = k
		}
		k.rows, k.recipes[r.Recipe] = append(k.rows, r), true
	}
	return all
}

// namesakesNamed is the largest number of recipes that a footnote tells a row apart from.
const namesakesNamed = 3

// namesakes says how a row differs from the other recipes among the rows of its name: "Here train.patience is 100, in run 60 it is not
// set." It is empty if there is none. Of many recipes it gives only their number.
func namesakes(r Row, k *kin, x *record.Index) string {
	here := x.First(r.RunIDs)
	if here == nil {
		return ""
	}
	if n := len(k.recipes); n > 1+namesakesNamed {
		return fmt.Sprintf("One of %s recipes of this name: experiments diff tells their runs apart.", typeset.Grouped(int64(n)))
	}
	var sentences []string
	for _, other := range k.rows {
		if other.Recipe == r.Recipe {
			continue
		}
		if there := x.First(other.RunIDs); there != nil {
			sentences = append(sentences, distinction(here.Run, there.Run))
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
