package record

import (
	"slices"

	"gan2014/results"
)

// ByRecipe groups the runs that were not superseded, in the order of each recipe's first.
func ByRecipe(records []Record) [][]Record {
	var out [][]Record
	for _, r := range records {
		if r.Superseded {
			continue
		}
		i := slices.IndexFunc(out, func(g []Record) bool { return g[0].Recipe == r.Recipe })
		if i < 0 {
			i = len(out)
			out = append(out, nil)
		}
		out[i] = append(out[i], r)
	}
	return out
}

// BudgetRank orders the budgets of the specs; 0 is an unknown one.
func BudgetRank(budget string) int {
	return 1 + slices.Index([]string{"minutes", "hour", "paper"}, budget)
}

// IsCounted reports whether a run is one that Table 1 counts.
func IsCounted(r results.Run) bool { return r.Status == results.Done && !r.Superseded }

// IsStudy tells the runs that compute a part of the theory from those of models.
func IsStudy(r results.Run) bool { return r.Kind == "study" }

// OnlyStudies reports whether the runs have nothing to do with Table 1.
func OnlyStudies(runs []results.Run) bool {
	return len(runs) > 0 && !slices.ContainsFunc(runs, func(r results.Run) bool { return !IsStudy(r) })
}
