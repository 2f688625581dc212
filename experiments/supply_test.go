package main

import (
	"errors"
	"sync"
	"testing"
)

// A run waits for its own data set alone, runs of the same set for one and the same fetch, and all of them hear when it cannot be had.
func TestSupply(t *testing.T) {
	drawn, lost := make(chan struct{}), errors.New("the disk is full")
	var mu sync.Mutex
	fetched := map[string]int{}
	s := newSupply([]string{"fetched", "drawn"}, func(name string) error {
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
	var jobs []job
	var forecasts []forecast
	for _, j := range []struct {
		dataset string
		state   state
	}{{"mnist", cached}, {"none", fresh}, {"tfd-like", fresh}, {"tfd-like", resumable}, {"mnist", fresh}, {"cifar10", cached}} {
		var next job
		next.System.Dataset = j.dataset
		jobs, forecasts = append(jobs, next), append(forecasts, forecast{standing: standing{state: j.state}})
	}
	got := needed(jobs, forecasts)
	if len(got) != 2 || got[0] != "tfd-like" || got[1] != "mnist" {
		t.Errorf("got %q, want those of the runs to compute, in their order: tfd-like, mnist", got)
	}
}
