package main

import (
	"context"
	"fmt"
	"sync"
)

// An outcome is how an attempt at a job ended.
type outcome int

const (
	succeeded outcome = iota
	broke             // failed or diverged, now or before
	stopped           // by the user
	busy              // another process computes it
)

// A task is a job on its way through a queue.
type task struct {
	job
	label  string
	waited bool // for another process
}

// A queue hands out jobs in order. A job that is busy elsewhere goes to the end.
type queue struct {
	mu            sync.Mutex
	waiting       []*task
	total, failed int
	ready         int // jobs with an end
}

func newQueue(jobs []job) *queue {
	q := &queue{total: len(jobs)}
	for i, j := range jobs {
		q.waiting = append(q.waiting, &task{job: j, label: fmt.Sprintf("[%d/%d] %v", i+1, len(jobs), j)})
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
	return t
}

func (q *queue) ended(t *task, o outcome) {
	q.mu.Lock()
	defer q.mu.Unlock()
	switch o {
	case busy:
		t.waited = true
		q.waiting = append(q.waiting, t)
		return
	case broke:
		q.failed++
	}
	q.ready++
}

// progress says how many jobs are behind.
func (q *queue) progress() string {
	q.mu.Lock()
	defer q.mu.Unlock()
	return fmt.Sprintf("%d of %d runs ended", q.ready, q.total)
}
