package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gan2014/internal/metric"
	"gan2014/results"
)

// A referenceTime is how long runs of a system took under a budget. An epoch is one of so many images.
type referenceTime struct {
	Dataset string  `json:"dataset"`
	System  string  `json:"system"`
	Budget  string  `json:"budget"`
	Images  int     `json:"images"`        // 0 is all
	Epoch   float64 `json:"epoch_seconds"` // median; 0 for a system without epochs
	Rest    float64 `json:"rest_seconds"`  // median, of runs that are done: all that is no epoch
}

// newReferenceTimes reads them from all runs that trained for an epoch at least, or are done.
func newReferenceTimes(ctx context.Context, db *results.DB, runs []results.Run) (times []referenceTime, err error) {
	type seconds struct{ epochs, rests []float64 }
	all := map[referenceTime]*seconds{}
	for _, r := range runs {
		if r.Continues != "" || r.Status == results.Damaged { // much of what it took is another's, or not what it was
			continue
		}
		metrics, err := db.Metrics(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		of := referenceTime{Dataset: r.Dataset, System: r.System, Budget: r.Budget, Images: imagesOf(r)}
		if all[of] == nil {
			all[of] = new(seconds)
		}
		rest := r.Seconds
		for _, m := range metrics {
			if m.Name == metric.EpochSeconds {
				all[of].epochs = append(all[of].epochs, m.Value)
				rest -= m.Value
			}
		}
		if r.Status == results.Done {
			all[of].rests = append(all[of].rests, max(0, rest))
		}
	}
	for of, s := range all {
		of.Epoch, of.Rest = median(s.epochs), median(s.rests)
		times = append(times, of)
	}
	slices.SortFunc(times, func(a, b referenceTime) int {
		return cmp.Or(cmp.Compare(a.Dataset, b.Dataset), cmp.Compare(a.System, b.System), cmp.Compare(a.Budget, b.Budget), cmp.Compare(a.Images, b.Images))
	})
	return times, nil
}

// imagesOf is how many images a run was trained on, 0 for all.
func imagesOf(r results.Run) int {
	run, err := recordedRun(r)
	if err != nil {
		return 0
	}
	return run.Images
}

// median sorts x; that of nothing is 0.
func median(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	slices.Sort(x)
	return (x[(len(x)-1)/2] + x[len(x)/2]) / 2
}

// machine is the one that most runs were computed on.
func machine(runs []results.Run) (name string) {
	count := map[string]int{}
	for _, r := range runs {
		m := fmt.Sprintf("%s, %d cores", r.Environment.CPU, r.Environment.Cores)
		if count[m]++; count[m] > count[name] {
			name = m
		}
	}
	return name
}
