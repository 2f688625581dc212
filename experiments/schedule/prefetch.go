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

// A prefetch fetches each data set once, in the background, while runs that do not need it already compute.
type prefetch struct {
	sets       map[string]func() error
	background sync.WaitGroup
}

// newPrefetch starts to fetch the data sets in the given order.
func newPrefetch(names []string, fetch func(name string) error) *prefetch {
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

// await waits until a data set is there or has failed. It returns nil for a data set that was not requested; the run then loads it
// itself.
func (s *prefetch) await(name string) error {
	if get, ok := s.sets[name]; ok {
		return get()
	}
	return nil
}

// Needed returns the names of the data sets of the jobs to compute, in the order of the jobs. It leaves out those of the user, which are there.
func Needed(jobs []job.Job, forecasts []Forecast) []string {
	var names []string
	for i, j := range jobs {
		name := j.System.Dataset
		if forecasts[i].State.Computes() && name != spec.NoData && j.System.Own == nil && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// fetch fetches a data set into the cache and shows the progress.
func (s *Supervisor) fetch(ctx context.Context, name string) error {
	defer debug.FreeOSMemory() // frees the files' memory: only the processes of the runs need it
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
