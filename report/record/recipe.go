package record

import (
	"slices"

	"gan2014/results"
)

// BudgetRank returns the place of a budget among those of the specs, from 1 for the smallest; 0 for an unknown one.
func BudgetRank(budget string) int {
	return 1 + slices.Index([]string{"minutes", "hour", "paper"}, budget)
}

// IsCounted reports whether Table 1 counts a run.
func IsCounted(r results.Run) bool { return r.Status == results.Done && !r.Superseded }

// IsStudy reports whether a run computes a part of the theory, and no model.
func IsStudy(r results.Run) bool { return r.Kind == "study" }

// IsTrained reports whether the samples of a run come from a model that was trained, here or elsewhere, so that it is no control and no study.
func IsTrained(r results.Run) bool {
	return slices.Contains([]string{"gan", "dbn", "cae", "gsn", "dbm", "vae", "gmmn", "generator", "samples"}, r.Kind)
}

// IsControl reports whether a run scores training images, or samples made of them without training.
func IsControl(r results.Run) bool {
	return slices.Contains([]string{"training-images", "kmeans", "gaussian", "mean-image"}, r.Kind)
}

// OnlyStudies reports whether there are runs, and all of them are studies.
func OnlyStudies(runs []results.Run) bool {
	return len(runs) > 0 && !slices.ContainsFunc(runs, func(r results.Run) bool { return !IsStudy(r) })
}
