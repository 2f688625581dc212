package main

import (
	"context"
	"runtime/debug"
	"slices"
	"sync"

	"gan2014/datasets"
	"gan2014/experiments/spec"
)

// A supply gets the data sets of runs, each once, while runs that need none of them compute already.
type supply struct {
	sets       map[string]func() error
	background sync.WaitGroup
}

// newSupply begins to get data sets, one after the other.
func newSupply(names []string, fetch func(name string) error) *supply {
	s := &supply{sets: map[string]func() error{}}
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
func (s *supply) await(name string) error {
	if get, ok := s.sets[name]; ok {
		return get()
	}
	return nil
}

// needed are the data sets of the jobs to compute, in their order.
func needed(jobs []job, forecasts []forecast) []string {
	var names []string
	for i, j := range jobs {
		name := j.System.Dataset
		if forecasts[i].state.computes() && name != spec.NoData && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// fetch gets what the cache lacks of a data set, and shows how that goes.
func (s *supervisor) fetch(ctx context.Context, name string) error {
	defer debug.FreeOSMemory() // of the files, which only the processes of the runs need
	line := s.display.line(name)
	defer line.stop()
	cache := datasets.Cache{Dir: s.data, Log: line.say, Progress: func(_ string, done, total int64) {
		if total > 0 {
			line.show(event{Done: int(done), Total: int(total)})
		}
	}}
	_, err := cache.Fetch(ctx, name)
	return err
}
