package slurm

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// An Entry is a job in the queue: a task of an array, or one that is no array.
type Entry struct {
	Job     string // the array's, or its own
	Task    int    // number in the array; -1 for a job that is none
	State   string // "PENDING", "RUNNING", "COMPLETING", ...
	Elapsed string // since it was started, as squeue writes it: "1-02:03:04"
	Node    string // empty while it waits
	Reason  string // why it waits; "None" when it does not
	Start   string // when it was or will be started, "N/A" when that is not known
}

// format of squeue: array or job, task, state, elapsed, node, reason, start.
const format = "%F|%K|%T|%M|%N|%r|%S"

// Queue lists the jobs of this user that wait or run, each task of an array alone.
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
			return nil, fmt.Errorf("squeue said %q, which has not the seven parts that were asked for", line)
		}
		e := Entry{Job: f[0], Task: -1, State: f[2], Elapsed: f[3], Node: f[4], Reason: strings.Join(f[5:len(f)-1], "|"), Start: f[len(f)-1]}
		if n, err := strconv.Atoi(f[1]); err == nil {
			e.Task = n
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// Of returns the entry of a task of the batch, and whether it is in the queue.
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

// Collecting returns the entry of the job that comes after the tasks, and whether it is in the queue.
func (s Submitted) Collecting(queue []Entry) (Entry, bool) {
	for _, e := range queue {
		if e.Job == s.Collect && e.Task < 0 {
			return e, true
		}
	}
	return Entry{}, false
}
