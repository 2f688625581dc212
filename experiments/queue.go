package main

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"gan2014/internal/typeset"
)

// An outcome is how an attempt at a job ended.
type outcome int

const (
	succeeded outcome = iota
	broke             // failed or diverged, now or before
	stopped           // by the user, or killed: the same command goes on
	busy              // another process computes it
)

// A task is a job on its way through a queue.
type task struct {
	job
	label    string
	waited   bool // for another process
	forecast forecast
	begun    time.Time
}

// left is how long the task still takes, as far as that is known.
func (t *task) left(now time.Time) (time.Duration, bool) {
	switch {
	case !t.forecast.state.computes():
		return 0, true
	case t.begun.IsZero():
		return t.forecast.middle(), t.forecast.basis != ""
	}
	return max(0, t.forecast.middle()-now.Sub(t.begun)), t.forecast.basis != ""
}

// A queue hands out jobs in order. A job that is busy elsewhere goes to the end.
type queue struct {
	mu            sync.Mutex
	waiting       []*task
	active        []*task
	atOnce        int
	total, failed int
	stopped       int
	computed      []job    // done now, and not before
	ready         int      // jobs with an end
	datasets      []string // of the jobs to compute
}

func newQueue(jobs []job, forecasts []forecast, atOnce int) *queue {
	q := &queue{total: len(jobs), atOnce: atOnce, datasets: needed(jobs, forecasts)}
	for i, j := range jobs {
		q.waiting = append(q.waiting, &task{job: j, label: fmt.Sprintf("[%d/%d] %v", i+1, len(jobs), j), forecast: forecasts[i]})
	}
	return q
}

// next returns the next task, nil when there is none or ctx has ended.
func (q *queue) next(ctx context.Context) *task {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.waiting) == 0 || ctx.Err() != nil {
		return nil
	}
	t := q.waiting[0]
	q.waiting = q.waiting[1:]
	t.begun = time.Now()
	q.active = append(q.active, t)
	return t
}

func (q *queue) ended(t *task, o outcome) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.active = slices.DeleteFunc(q.active, func(other *task) bool { return other == t })
	switch o {
	case busy:
		t.waited, t.begun = true, time.Time{}
		q.waiting = append(q.waiting, t)
		return
	case broke:
		q.failed++
	case stopped:
		q.stopped++
	case succeeded:
		if t.forecast.state.computes() {
			q.computed = append(q.computed, t.job)
		}
	}
	q.ready++
}

// progress says how many jobs are behind, and how long the others take if such runs are in the database.
func (q *queue) progress() string {
	q.mu.Lock()
	defer q.mu.Unlock()
	text := fmt.Sprintf("%d of %s ended", q.ready, typeset.Count(q.total, "run", "runs"))
	var sum, longest time.Duration
	now := time.Now()
	for _, t := range slices.Concat(q.active, q.waiting) {
		left, known := t.left(now)
		if !known {
			return text
		}
		sum += left
		longest = max(longest, left)
	}
	return fmt.Sprintf("%s, about %s left", text, typeset.Duration(max(longest, sum/time.Duration(q.atOnce))))
}
