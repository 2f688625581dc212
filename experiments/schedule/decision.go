package schedule

import (
	"context"
	"fmt"
	"os"
	"time"

	"gan2014/experiments/job"
	"gan2014/internal/typeset"
	"gan2014/results"
)

// A State says what to do about a job.
type State string

const (
	Fresh     State = "new"
	Resumable State = "resumed"
	Retried   State = "retried"
	Again     State = "again"     // done before, and -force computes it again
	Cached    State = "cached"    // done before
	GivenUp   State = "given up"  // failed or diverged before
	Damaged   State = "damaged"   // its rows differ from those that were recorded
	Elsewhere State = "elsewhere" // another process computes it
	Submitted State = "submitted" // an open batch has it
)

// A Decision is the state of a job and the run in the database that determines it, if there is one.
type Decision struct {
	State State
	Run   results.Run
	Batch string // folder of the batch that has the job
}

// A Policy says which jobs to compute again.
type Policy struct {
	Force bool // jobs that are done
	Retry bool // jobs that failed, diverged or are damaged
}

// Decide looks a job up in the database and returns what to do about it.
func (p Policy) Decide(ctx context.Context, db *results.DB, j job.Job) (Decision, error) {
	run, found, err := db.Find(ctx, j.Key)
	switch {
	case err != nil || !found:
		return Decision{State: Fresh}, err
	case run.Status == results.Running && run.PID != os.Getpid():
		return Decision{State: Elsewhere, Run: run}, nil
	case run.Status == results.Damaged && (p.Force || p.Retry):
		return Decision{State: Again, Run: run}, nil
	case run.Status == results.Damaged:
		return Decision{State: Damaged, Run: run}, nil
	case run.Status == results.Done && p.Force:
		return Decision{State: Again, Run: run}, nil
	case run.Status == results.Done:
		return Decision{State: Cached, Run: run}, nil
	case run.Status != results.Failed && run.Status != results.Diverged:
		return Decision{State: Resumable, Run: run}, nil
	case p.Retry || p.Force:
		return Decision{State: Retried, Run: run}, nil
	}
	return Decision{State: GivenUp, Run: run}, nil
}

// Why explains a state.
func (s Decision) Why() string {
	day := s.Run.Finished.Local().Format(time.DateTime)
	switch s.State {
	case Cached:
		return "done " + day
	case Damaged:
		return typeset.FirstLine(s.Run.Error)
	case Again:
		if s.Run.Status == results.Damaged {
			return "its record is damaged"
		}
		return fmt.Sprintf("done %s; -force computes it again and keeps the old row", day)
	case Resumable:
		return "interrupted " + day
	case Retried:
		return fmt.Sprintf("%s %s; -retry", s.Run.Status, day)
	case GivenUp:
		return fmt.Sprintf("%s %s: %s; -retry tries again", s.Run.Status, day, typeset.FirstLine(s.Run.Error))
	case Elsewhere:
		return fmt.Sprintf("process %d on %s is computing it", s.Run.PID, s.Run.Host)
	case Submitted:
		return "in " + s.Batch
	}
	return "no run has this key"
}
