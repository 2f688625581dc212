package slurm

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// An Entry is a job in the queue: a task of an array, or a job without an array.
type Entry struct {
	Job     string // id of the array, or of the job itself
	Task    int    // number in the array; -1 for a job without an array
	State   string // "PENDING", "RUNNING", "COMPLETING", ...
	Elapsed string // time since its start, as squeue writes it: "1-02:03:04"
	Node    string // "" while it waits
	Reason  string // why it waits; "None" if it does not wait
	Start   string // time of its start, past or expected; "N/A" if unknown
}

// format is the output format of squeue: array or job, task, state, elapsed, node, reason, start.
const format = "%F|%K|%T|%M|%N|%r|%S"

// Queue lists the jobs of this user that wait or run, with one entry a task of an array.
func Queue(ctx context.Context) ([]Entry, error) {
	out, err := call(ctx, "squeue", "--noheader", "--array", "--user="+strconv.Itoa(os.Getuid()), "--format="+format)
	if err != nil {
		return nil, err
	}
	return parseQueue(out)
}

func parseQueue(text string) (entries []Entry, err error) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		f := strings.Split(line, "|")
		if len(f) < 7 {
			return nil, fmt.Errorf("squeue printed %q, which does not have the seven requested fields", line)
		}
		e := Entry{Job: f[0], Task: -1, State: f[2], Elapsed: f[3], Node: f[4], Reason: strings.Join(f[5:len(f)-1], "|"), Start: f[len(f)-1]}
		if n, err := strconv.Atoi(f[1]); err == nil {
			e.Task = n
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// Of returns the entry of a task of the batch, if it is in the queue.
func (s Submitted) Of(task int, queue []Entry) (Entry, bool) {
	if array := task / most; array < len(s.Arrays) {
		for _, e := range queue {
			if e.Job == s.Arrays[array] && e.Task == task%most {
				return e, true
			}
		}
	}
	return Entry{}, false
}

// Collecting returns the entry of the job after the tasks, if it is in the queue.
func (s Submitted) Collecting(queue []Entry) (Entry, bool) {
	for _, e := range queue {
		if e.Job == s.Collect && e.Task < 0 {
			return e, true
		}
	}
	return Entry{}, false
}
