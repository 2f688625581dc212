package parallel

import (
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// TestForMeetsEachItemOnce checks that the parts cover each item once, none below the least size except the last.
func TestForMeetsEachItemOnce(t *testing.T) {
	for _, workers := range []int{1, 2, 3, 8} {
		for _, n := range []int{0, 1, 2, 7, 1000} {
			for _, least := range []int{1, 3, 100} {
				times := make([]atomic.Int32, n)
				For(workers, n, least, func(from, to int) {
					if to-from < least && to < n {
						t.Errorf("%d workers, %d items: part %d to %d is smaller than %d", workers, n, from, to, least)
					}
					for i := from; i < to; i++ {
						times[i].Add(1)
					}
				})
				for i := range times {
					if got := times[i].Load(); got != 1 {
						t.Errorf("%d workers, %d items, at least %d: item %d was met %d times", workers, n, least, i, got)
					}
				}
			}
		}
	}
}

// TestPartsAreTakenOnce lets four goroutines take 1,000,000 parts of one item as fast as they can.
func TestPartsAreTakenOnce(t *testing.T) {
	const n = 1_000_000
	var parts Parts
	parts.Reset(n, n, 1)
	var all sync.WaitGroup
	times := make([]atomic.Int32, n)
	for range 4 {
		all.Go(func() {
			for from, to := parts.Next(); from < to; from, to = parts.Next() {
				times[from].Add(1)
			}
		})
	}
	all.Wait()
	for i := range times {
		if got := times[i].Load(); got != 1 {
			t.Fatalf("item %d was taken %d times", i, got)
		}
	}
}

// TestForUsesItsWorkers checks that two workers work at the same time: each of two parts waits for the other to begin.
func TestForUsesItsWorkers(t *testing.T) {
	for range 100 {
		var both sync.WaitGroup
		both.Add(2)
		For(2, 2, 1, func(from, to int) {
			both.Done()
			both.Wait()
		})
	}
}

// TestJobsFollowOneAnother runs many short jobs of several goroutines, with pauses in which helpers sleep. Each job must see its own parts done.
func TestJobsFollowOneAnother(t *testing.T) {
	var all sync.WaitGroup
	for caller := range 3 {
		all.Go(func() {
			for i := range 3000 {
				var sum atomic.Int64
				For(1+(i+caller)%4, 20, 1, func(from, to int) {
					for item := from; item < to; item++ {
						sum.Add(int64(item))
					}
				})
				if sum.Load() != 190 {
					t.Errorf("caller %d, job %d: the items add up to %d", caller, i, sum.Load())
				}
				if i%500 == 0 {
					time.Sleep(3 * awake)
				}
			}
		})
	}
	all.Wait()
}

// TestLateHelperIsNotAwaited checks that a job ends without a helper whose goroutine does not run, and that the helper then does another job.
func TestLateHelperIsNotAwaited(t *testing.T) {
	h := &helper{wake: make(chan struct{}, 1)}
	idle.Lock()
	others := idle.helpers
	idle.helpers = []*helper{h}
	idle.Unlock()
	defer func() {
		idle.Lock()
		idle.helpers = append(idle.helpers, others...)
		idle.Unlock()
	}()

	calls := 0
	(&Job{Work: func() { calls++ }}).Run(2)
	if calls != 1 {
		t.Fatalf("the work was done %d times", calls)
	}
	go h.run()
	var both sync.WaitGroup
	both.Add(2)
	(&Job{Work: func() { both.Done(); both.Wait() }}).Run(2)
}

// TestWorkersLeaveAProcessorFree checks the number of workers, and that Go has a processor more than they need.
func TestWorkersLeaveAProcessorFree(t *testing.T) {
	before := runtime.GOMAXPROCS(0)
	defer func() {
		workers.Store(0)
		runtime.GOMAXPROCS(before)
	}()
	if got := Workers(); got != before {
		t.Errorf("%d workers although nothing was set, want GOMAXPROCS, %d", got, before)
	}
	for range 2 { // a second call with the present number changes nothing
		SetWorkers(3)
		if Workers() != 3 || runtime.GOMAXPROCS(0) != 4 {
			t.Errorf("3 workers set: %d workers, GOMAXPROCS %d, want 3 and 4", Workers(), runtime.GOMAXPROCS(0))
		}
	}
}
