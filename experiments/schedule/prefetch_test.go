package schedule

import (
	"errors"
	"sync"
	"testing"

	"gan2014/experiments/job"
)

// TestPrefetch checks that a run waits only for its own data set, that runs of one set share a fetch, and that all of them get its
// error.
func TestPrefetch(t *testing.T) {
	drawn, lost := make(chan struct{}), errors.New("the disk is full")
	var mu sync.Mutex
	fetched := map[string]int{}
	s := newPrefetch([]string{"fetched", "drawn"}, func(name string) error {
		mu.Lock()
		fetched[name]++
		mu.Unlock()
		if name == "drawn" {
			<-drawn
			return lost
		}
		return nil
	})
	for _, name := range []string{"fetched", "its own"} {
		if err := s.await(name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	var runs sync.WaitGroup
	for range 3 {
		runs.Go(func() {
			if err := s.await("drawn"); err != lost {
				t.Errorf("drawn: %v", err)
			}
		})
	}
	close(drawn)
	runs.Wait()
	s.background.Wait()
	if len(fetched) != 2 || fetched["drawn"] != 1 || fetched["fetched"] != 1 {
		t.Errorf("fetched %v times", fetched)
	}
}

func TestDataSetsThatAreNeeded(t *testing.T) {
	var jobs []job.Job
	var forecasts []Forecast
	for _, j := range []struct {
		dataset string
		state   State
	}{{"mnist", Cached}, {"none", Fresh}, {"tfd-like", Fresh}, {"tfd-like", Resumable}, {"mnist", Fresh}, {"cifar10", Cached}} {
		var next job.Job
		next.System.Dataset = j.dataset
		jobs, forecasts = append(jobs, next), append(forecasts, Forecast{Decision: Decision{State: j.state}})
	}
	got := Needed(jobs, forecasts)
	if len(got) != 2 || got[0] != "tfd-like" || got[1] != "mnist" {
		t.Errorf("got %q, want those of the runs to compute, in their order: tfd-like, mnist", got)
	}
}
