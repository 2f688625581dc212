package schedule

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"gan2014/experiments/job"
	"gan2014/internal/typeset"
)

// An ExitKind says how an attempt at a job ended.
type ExitKind int

const (
	Succeeded ExitKind = iota
	Broke              // failed or diverged, now or before
	Stopped            // by the user, or killed: the same command continues it
	Busy               // another process computes it
)

// A queueItem is a job in a queue.
type queueItem struct {
	job.Job
	label    string
	waited   bool // for another process, at least once
	forecast Forecast
	begun    time.Time
}

// left returns the remaining time of the item, and whether it is known.
func (t *queueItem) left(now time.Time) (time.Duration, bool) {
	switch {
	case !t.forecast.State.Computes():
		return 0, true
	case t.begun.IsZero():
		return t.forecast.Middle(), t.forecast.basis != ""
	}
	return max(0, t.forecast.Middle()-now.Sub(t.begun)), t.forecast.basis != ""
}

// A queue hands out jobs in order. It moves a job that another process computes to the end.
type queue struct {
	mu            sync.Mutex
	waiting       []*queueItem
	active        []*queueItem
	atOnce        int
	total, failed int
	stopped       int
	Computed      []job.Job // computed now, not before
	ready         int       // number of jobs that have ended
	datasets      []string  // of the jobs to compute
}

func NewQueue(jobs []job.Job, forecasts []Forecast, atOnce int) *queue {
	q := &queue{total: len(jobs), atOnce: atOnce, datasets: Needed(jobs, forecasts)}
	for i, j := range jobs {
		q.waiting = append(q.waiting, &queueItem{Job: j, label: fmt.Sprintf("[%d/%d] %v", i+1, len(jobs), j), forecast: forecasts[i]})
	}
	return q
}

// next returns the next job, or nil if none waits or ctx has ended.
func (q *queue) next(ctx context.Context) *queueItem {
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

func (q *queue) ended(t *queueItem, o ExitKind) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.active = slices.DeleteFunc(q.active, func(other *queueItem) bool { return other == t })
	switch o {
	case Busy:
		t.waited, t.begun = true, time.Time{}
		q.waiting = append(q.waiting, t)
		return
	case Broke:
		q.failed++
	case Stopped:
		q.stopped++
	case Succeeded:
		if t.forecast.State.Computes() {
			q.Computed = append(q.Computed, t.Job)
		}
	}
	q.ready++
}

// progress says how many jobs have ended, and how long the others will take if that is known.
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
