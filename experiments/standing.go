package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"gan2014/results"
)

// A state is what is to be done about a job.
type state string

const (
	fresh     state = "new"
	resumable state = "resumed"
	retried   state = "retried"
	again     state = "again"     // done before, and wanted once more
	cached    state = "cached"    // done before
	givenUp   state = "given up"  // failed or diverged before
	damaged   state = "damaged"   // its rows are not those that were recorded
	elsewhere state = "elsewhere" // another process computes it
	submitted state = "submitted" // a batch has it
)

// A standing is the state of a job and the run in the database that it comes from, if there is one.
type standing struct {
	state state
	run   results.Run
	batch string // the folder of the one that has it
}

// A policy says what is done again.
type policy struct {
	force bool // what is done
	retry bool // what failed or diverged, or is damaged
}

// standing looks a job up in the database.
func (p policy) standing(ctx context.Context, db *results.DB, j job) (standing, error) {
	run, found, err := db.Find(ctx, j.key)
	switch {
	case err != nil || !found:
		return standing{state: fresh}, err
	case run.Status == results.Running && run.PID != os.Getpid():
		return standing{state: elsewhere, run: run}, nil
	case run.Status == results.Damaged && (p.force || p.retry):
		return standing{state: again, run: run}, nil
	case run.Status == results.Damaged:
		return standing{state: damaged, run: run}, nil
	case run.Status == results.Done && p.force:
		return standing{state: again, run: run}, nil
	case run.Status == results.Done:
		return standing{state: cached, run: run}, nil
	case run.Status != results.Failed && run.Status != results.Diverged:
		return standing{state: resumable, run: run}, nil
	case p.retry || p.force:
		return standing{state: retried, run: run}, nil
	}
	return standing{state: givenUp, run: run}, nil
}

// why gives the reason for a state.
func (s standing) why() string {
	day := s.run.Finished.Local().Format(time.DateTime)
	switch s.state {
	case cached:
		return "done " + day
	case damaged:
		return firstLine(s.run.Error)
	case again:
		if s.run.Status == results.Damaged {
			return "what is recorded of it is damaged"
		}
		return fmt.Sprintf("done %s; -force wants it once more, the old row stays", day)
	case resumable:
		return "interrupted " + day
	case retried:
		return fmt.Sprintf("%s %s; -retry", s.run.Status, day)
	case givenUp:
		return fmt.Sprintf("%s %s: %s; -retry tries again", s.run.Status, day, firstLine(s.run.Error))
	case elsewhere:
		return fmt.Sprintf("process %d on %s is at it", s.run.PID, s.run.Host)
	case submitted:
		return "in " + s.batch
	}
	return "no run has this key"
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}
