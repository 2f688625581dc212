package schedule

import (
	"context"
	"runtime/debug"
	"slices"
	"sync"

	"gan2014/datasets"
	"gan2014/experiments/job"
	"gan2014/experiments/spec"
)

// A prefetch gets the data sets of runs, each once, while runs that need none of them compute already.
type prefetch struct {
	sets       map[string]func() error
	background sync.WaitGroup
}

// newSupply begins to get data sets, one after the other.
func newSupply(names []string, fetch func(name string) error) *prefetch {
	s := &prefetch{sets: map[string]func() error{}}
	for _, name := range names {
		s.sets[name] = sync.OnceValue(func() error { return fetch(name) })
	}
	s.background.Go(func() {
		for _, name := range names {
			s.sets[name]()
		}
	})
	return s
}

// await returns when a data set is there or cannot be had. One that was not asked for is left to the run.
func (s *prefetch) await(name string) error {
	if get, ok := s.sets[name]; ok {
		return get()
	}
	return nil
}

// Needed are the data sets of the jobs to compute, in their order.
func Needed(jobs []job.Job, forecasts []Forecast) []string {
	var names []string
	for i, j := range jobs {
		name := j.System.Dataset
		if forecasts[i].State.Computes() && name != spec.NoData && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// fetch gets what the cache lacks of a data set, and shows how that goes.
func (s *Supervisor) fetch(ctx context.Context, name string) error {
	defer debug.FreeOSMemory() // of the files, which only the processes of the runs need
	line := s.Display.Line(name)
	defer line.Stop()
	cache := datasets.Cache{Dir: s.Data, Log: line.Say, Progress: func(_ string, done, total int64) {
		if total > 0 {
			line.Show(job.Event{Done: int(done), Total: int(total)})
		}
	}}
	_, err := cache.Fetch(ctx, name)
	return err
}
