package reference

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gan2014/experiments/job"
	"gan2014/internal/metric"
	"gan2014/internal/stats"
	"gan2014/results"
)

// A Time says how long the runs of a system took under a budget. An epoch passes over Images images.
type Time struct {
	Dataset string  `json:"dataset"`
	System  string  `json:"system"`
	Budget  string  `json:"budget"`
	Images  int     `json:"images"`        // 0 if all
	Epoch   float64 `json:"epoch_seconds"` // median; 0 for a system without epochs
	Rest    float64 `json:"rest_seconds"`  // median over finished runs of the time outside epochs
}

// NewTimes computes the times from all runs that are done or trained for at least one epoch.
func NewTimes(ctx context.Context, db *results.DB, runs []results.Run) (times []Time, err error) {
	type seconds struct{ epochs, rests []float64 }
	all := map[Time]*seconds{}
	for _, r := range runs {
		if r.Continues != "" || r.Status == results.Damaged { // a warm start measures only a part, and a damaged run proves nothing
			continue
		}
		metrics, err := db.Metrics(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		of := Time{Dataset: r.Dataset, System: r.System, Budget: r.Budget, Images: imagesOf(r)}
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
		of.Epoch, of.Rest = stats.Median(s.epochs), stats.Median(s.rests)
		times = append(times, of)
	}
	slices.SortFunc(times, func(a, b Time) int {
		return cmp.Or(cmp.Compare(a.Dataset, b.Dataset), cmp.Compare(a.System, b.System), cmp.Compare(a.Budget, b.Budget), cmp.Compare(a.Images, b.Images))
	})
	return times, nil
}

// imagesOf returns the number of images a run was trained on; 0 means all.
func imagesOf(r results.Run) int {
	run, err := job.RecordedRun(r)
	if err != nil {
		return 0
	}
	return run.Images
}

// Machine returns the machine that computed most runs.
func Machine(runs []results.Run) (name string) {
	count := map[string]int{}
	for _, r := range runs {
		m := fmt.Sprintf("%s, %d cores", r.Environment.CPU, r.Environment.Cores)
		if count[m]++; count[m] > count[name] {
			name = m
		}
	}
	return name
}
