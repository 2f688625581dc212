package parallel

import (
	"sync"
	"sync/atomic"
)

// A helper is a goroutine that does the jobs of others.
type helper struct {
	job    atomic.Pointer[Job] // to begin; nil if there is none
	asleep atomic.Bool
	wake   chan struct{} // receives one value for each time that asleep is set to false by another goroutine
}

// idle holds the helpers that have no job. The last to become idle is taken first, because it may still be awake.
var idle struct {
	sync.Mutex
	helpers []*helper
}

// hire returns a helper that has no job.
func hire() *helper {
	idle.Lock()
	defer idle.Unlock()
	last := len(idle.helpers) - 1
	if last < 0 {
		h := &helper{wake: make(chan struct{}, 1)}
		go h.run()
		return h
	}
	h := idle.helpers[last]
	idle.helpers = idle.helpers[:last]
	return h
}

// free makes the helper idle.
func (h *helper) free() {
	idle.Lock()
	defer idle.Unlock()
	idle.helpers = append(idle.helpers, h)
}

func (h *helper) start(j *Job) {
	h.job.Store(j)
	if h.asleep.CompareAndSwap(true, false) {
		h.wake <- struct{}{}
	}
}

// cancel takes the job back if the helper has not begun it. It reports whether it did.
func (h *helper) cancel(j *Job) bool { return h.job.CompareAndSwap(j, nil) }

// run does one job after another, for ever.
func (h *helper) run() {
	for {
		j := h.next()
		j.Work()
		h.free()
		j.helping.Done(1)
	}
}

// next waits for a job.
func (h *helper) next() (j *Job) {
	for {
		if spin(func() bool { j = h.job.Swap(nil); return j != nil }) {
			return j
		}
		h.asleep.Store(true)
		if h.job.Load() != nil && h.asleep.CompareAndSwap(true, false) { // it came before the helper slept
			continue
		}
		<-h.wake
	}
}
