package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gan2014/experiments/spec"
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
	epochs, rests := map[referenceTime][]float64{}, map[referenceTime][]float64{}
	for _, r := range runs {
		metrics, err := db.Metrics(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		of := referenceTime{Dataset: r.Dataset, System: r.System, Budget: r.Budget, Images: imagesOf(r)}
		rest := r.Seconds
		for _, m := range metrics {
			if m.Name == "epoch_seconds" {
				epochs[of] = append(epochs[of], m.Value)
				rest -= m.Value
			}
		}
		if r.Status == results.Done {
			rests[of] = append(rests[of], max(0, rest))
		}
	}
	for of := range epochs {
		rests[of] = rests[of] // a run that is not done has a time too
	}
	for of := range rests {
		of.Epoch, of.Rest = median(epochs[of]), median(rests[of])
		times = append(times, of)
	}
	slices.SortFunc(times, func(a, b referenceTime) int {
		return cmp.Or(cmp.Compare(a.Dataset, b.Dataset), cmp.Compare(a.System, b.System), cmp.Compare(a.Budget, b.Budget))
	})
	return times, nil
}

// imagesOf is how many images a run was trained on, 0 for all.
func imagesOf(r results.Run) int {
	run, err := runOfSpec(r)
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

// typical is how long a run may take by the times of the reference, in seconds: those of its budget, or else of another whose epochs
// are of other numbers of images.
func (r reference) typical(run spec.Run) (seconds float64, known bool) {
	var best *referenceTime
	for i, t := range r.Times {
		if t.Dataset == run.System.Dataset && t.System == run.System.Name && (best == nil || t.Budget == run.Budget) {
			best = &r.Times[i]
		}
	}
	if best == nil {
		return 0, false
	}
	all := spec.TrainingSize(run.System.Dataset)
	share := 1.0
	if all > 0 {
		share = float64(cmp.Or(run.Images, all)) / float64(cmp.Or(best.Images, all))
	}
	return best.Epoch*share*float64(run.Epochs) + best.Rest, true
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
