package main

import (
	"fmt"
	"io"
	"time"

	"gan2014/experiments/job"
	"gan2014/internal/typeset"
	"gan2014/results"
)

// A listedRun is one row of the list of runs. Its JSON is a public format.
type listedRun struct {
	ID         int64          `json:"id"`
	Key        string         `json:"key"`
	System     string         `json:"system"`
	Dataset    string         `json:"dataset"`
	Seed       int64          `json:"seed"`
	Budget     string         `json:"budget"`
	Spec       string         `json:"spec"`
	Status     results.Status `json:"status"`
	Superseded bool           `json:"superseded"`
	Started    time.Time      `json:"started"`
	Seconds    float64        `json:"seconds"`
	score
}

// A score is the log-likelihood of a run on one grid; the list shows the first grid of the spec. LL and StdErr are nil if they are
// absent or not finite.
type score struct {
	Grid        string   `json:"grid"`
	LL          *float64 `json:"ll_nats"`
	Nonfinite   string   `json:"ll_nonfinite,omitempty"` // the value of LL if it is not finite, as in the database
	StdErr      *float64 `json:"stderr"`
	StdErrOver  string   `json:"stderr_over"`
	SigmaAtEdge bool     `json:"sigma_at_edge"`

	ll *float64 // finite or not; nil if absent
}

func writeRunsText(w io.Writer, list []listedRun) error {
	var table typeset.Table
	table.Row("id", "key", "system", "dataset", "seed", "budget", "status", "started", "time", "LL")
	for _, l := range list {
		status := string(l.Status)
		if l.Superseded {
			status += " (superseded)"
		}
		table.Row(l.ID, job.ShortKey(l.Key), l.System, l.Dataset, l.Seed, l.Budget,
			status, l.Started.Format("2006-01-02 15:04"), typeset.Seconds(l.Seconds), l.score)
	}
	if err := table.Print(w); err != nil {
		return err
	}
	if len(list) == 0 {
		return nil
	}
	_, err := fmt.Fprintln(w, "\nTimes are UTC. LL is in nats, on the first grid of the spec; ± is over test examples unless it says otherwise.")
	return err
}

func scoreOf(e results.Evaluation) score {
	s := score{Grid: e.Grid, LL: typeset.Finite(e.LL), Nonfinite: typeset.Nonfinite(e.LL), StdErrOver: e.StdErrOver, SigmaAtEdge: e.SigmaAtEdge, ll: &e.LL}
	if s.LL != nil { // a log-likelihood that is not finite has no standard error
		s.StdErr = typeset.Finite(e.StdErr)
	}
	return s
}

// String returns the score and its standard error in as few words as possible. It names the unit of the error unless that is test
// examples.
func (s score) String() string {
	switch {
	case s.Grid == "":
		return "–"
	case s.LL == nil:
		return s.Nonfinite
	}
	text := fmt.Sprintf("%.1f ± %s", *s.LL, typeset.NumberOrDash(s.StdErr, 1))
	if s.StdErrOver != "test examples" {
		text += " over " + s.StdErrOver
	}
	if s.SigmaAtEdge {
		text += ", sigma at the edge of its grid"
	}
	return text
}

func writeRunsCSV(w io.Writer, list []listedRun) error {
	text := typeset.CSV("id", "key", "system", "dataset", "seed", "budget", "spec", "status", "superseded", "started", "seconds",
		"grid", "ll_nats", "stderr", "stderr_over", "sigma_at_edge")
	for _, l := range list {
		text += typeset.CSV(l.ID, l.Key, l.System, l.Dataset, l.Seed, l.Budget, l.Spec, l.Status, l.Superseded,
			l.Started.Format(time.RFC3339), l.Seconds, l.Grid, l.ll, l.StdErr, l.StdErrOver, l.SigmaAtEdge)
	}
	_, err := io.WriteString(w, text)
	return err
}
