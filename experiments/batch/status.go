package batch

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"gan2014/experiments/job"
	"gan2014/experiments/slurm"
	"gan2014/internal/typeset"
	"gan2014/results"
)

// A taskStatus is the state and progress of a task.
type taskStatus struct {
	label    string
	state    string
	node     string
	elapsed  string
	done     string // progress in percent
	left     time.Duration
	known    bool // whether left is known
	note     string
	failures int
}

// Statuses returns the status of every task. It opens a task's database only if the task is in no queue, so that no two machines
// have it open.
func (b *Batch) Statuses(ctx context.Context, queue []slurm.Entry) (all []taskStatus, err error) {
	for i, t := range b.Tasks {
		folder := b.RunFolder(t)
		lines, err := Failures(folder)
		if err != nil {
			return nil, err
		}
		s := taskStatus{label: t.Label, failures: len(lines)}
		s.left, s.known = time.Duration(t.Seconds*float64(time.Second)), t.Seconds > 0
		p, begun := job.ReadProgress(folder)
		if begun {
			s.done = fmt.Sprintf("%d%%", 100*p.Done/max(1, p.Total))
		}
		if e, queued := b.Of(i, queue); queued {
			s.queued(e, p)
		} else if err := s.ended(ctx, t, folder); err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

// queued fills the status of a task that is in Slurm's queue.
func (s *taskStatus) queued(e slurm.Entry, p job.Progress) {
	s.state, s.node = strings.ToLower(e.State), e.Node
	switch e.State {
	case "PENDING":
		s.state, s.note = "waiting", e.Reason
		if e.Start != "N/A" {
			s.note += ", from " + strings.Replace(e.Start, "T", " ", 1)
		}
	default:
		s.elapsed, s.note = e.Elapsed, p.Note
		if p.Left > 0 {
			s.left, s.known = time.Duration(p.Left*float64(time.Second)), true
		}
	}
}

// ended fills the status of a task that is not in Slurm's queue.
func (s *taskStatus) ended(ctx context.Context, t Entry, folder string) error {
	s.state, s.left, s.known = "not begun", 0, true
	if !job.Exists(DatabaseOf(folder)) {
		return nil
	}
	db, err := results.OpenReadOnly(ctx, DatabaseOf(folder))
	if err != nil {
		return err
	}
	defer db.Close()
	run, found, err := db.Find(ctx, t.Key)
	if err != nil || !found {
		return err
	}
	s.state, s.node, s.note = string(run.Status), run.Host, typeset.FirstLine(run.Error)
	s.elapsed = typeset.Seconds(run.Seconds)
	switch run.Status {
	case results.Running:
		s.state = "lost" // its process ended without recording how
	case results.Done:
		s.done = "100%"
	}
	return nil
}

// Print prints the batch as a table of at most so many columns of characters; 0 means any.
func (b *Batch) Print(w io.Writer, width int, all []taskStatus, queue []slurm.Entry) error {
	fmt.Fprintln(w, b.Folder)
	var table typeset.Table
	table.Row("task", "run", "state", "node", "time", "done", "left", "failures", "note")
	for i, s := range all {
		left := "–"
		if s.known && s.left > 0 {
			left = typeset.Duration(s.left)
		}
		table.Row(i, s.label, s.state, cmp.Or(s.node, "–"), cmp.Or(s.elapsed, "–"), cmp.Or(s.done, "–"), left, s.failures, s.note)
	}
	if width > 0 {
		table.Fit(width, "node", "failures", "time")
	}
	if err := table.Print(w); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w, b.summary(all, queue))
	return err
}

// summary describes all tasks in one line: how many have ended, and how long the others take if no more tasks run at once than
// now.
func (b *Batch) summary(all []taskStatus, queue []slurm.Entry) string {
	ended, running, known := 0, 0, true
	var sum, longest time.Duration
	for i, s := range all {
		e, queued := b.Of(i, queue)
		switch {
		case !queued:
			ended++
			continue
		case e.State != "PENDING":
			running++
		}
		sum += s.left
		longest = max(longest, s.left)
		known = known && s.known
	}
	text := fmt.Sprintf("%d of %s ended", ended, typeset.Count(len(all), "task", "tasks"))
	if known && running > 0 {
		text += ", about " + typeset.Duration(max(longest, sum/time.Duration(running))) + " left"
	}
	e, collecting := b.Collecting(queue)
	switch {
	case collecting && e.State != "PENDING":
		text += fmt.Sprintf("; job %s is collecting them", b.Collect)
	case collecting:
		text += fmt.Sprintf("; job %s will collect them", b.Collect)
	case ended == len(all) || len(b.Arrays) == 0:
		text += fmt.Sprintf("; `experiments collect %s` collects them", job.ShellWord(b.Folder))
	}
	return text
}
