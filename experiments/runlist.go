package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"
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
	Swept map[string]sweptValue `json:"swept,omitempty"` // values by the keys that a sweep varied

	title string // the name of the system in the list as text; empty: System
}

// A score is the log-likelihood of a run on one grid; the list shows the first grid of the spec. LL and StdErr are nil if they are
// absent or not finite.
type score struct {
	Grid        string   `json:"grid"`
	ValidLL     *float64 `json:"valid_ll_nats"` // of the validation examples, at the chosen sigma
	LL          *float64 `json:"ll_nats"`
	Nonfinite   string   `json:"ll_nonfinite,omitempty"` // the value of LL if it is not finite, as in the database
	StdErr      *float64 `json:"stderr"`
	StdErrOver  string   `json:"stderr_over"`
	SigmaAtEdge bool     `json:"sigma_at_edge"`

	ll *float64 // finite or not; nil if absent
}

// writeRunsText writes the list as a table of at most so many columns of characters; 0 means any.
func writeRunsText(w io.Writer, list []listedRun, keys []string, width int) error {
	var table typeset.Table
	head := []any{"id", "key", "system"}
	for _, key := range keys {
		head = append(head, key)
	}
	table.Row(append(head, "dataset", "seed", "budget", "status", "started", "time", "valid", "LL")...)
	for _, l := range list {
		status := string(l.Status)
		if l.Superseded {
			status += " (superseded)"
		}
		line := []any{l.ID, job.ShortKey(l.Key), cmp.Or(l.title, l.System)}
		for _, key := range keys {
			line = append(line, orDash(string(l.Swept[key])))
		}
		table.Row(append(line, l.Dataset, l.Seed, l.Budget, status, l.Started.Format("2006-01-02 15:04"), typeset.Seconds(l.Seconds),
			typeset.NumberOrDash(l.ValidLL, 1), l.score)...)
	}
	var left []string
	if width > 0 {
		left = table.Fit(width, "started", "key", "time", "valid", "budget", "dataset")
	}
	if err := table.Print(w); err != nil {
		return err
	}
	if len(list) == 0 {
		return nil
	}
	if len(left) > 0 {
		fmt.Fprintf(w, "\nNot shown in a window of %d columns: %s. A wider one, or a pipe, has them.\n", width, strings.Join(left, ", "))
	}
	_, err := fmt.Fprintln(w, "\nTimes are UTC. valid and LL are log-likelihoods in nats of the validation and the test images, on the first grid of "+
		"the spec.\n± is over test examples unless it says otherwise.")
	return err
}

func scoreOf(e results.Evaluation) score {
	s := score{Grid: e.Grid, LL: typeset.Finite(e.LL), Nonfinite: typeset.Nonfinite(e.LL), StdErrOver: e.StdErrOver, SigmaAtEdge: e.SigmaAtEdge,
		ValidLL: typeset.Finite(e.ValidLL()), ll: &e.LL}
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
		text += " (" + s.StdErrOver + ")"
	}
	if s.SigmaAtEdge {
		text += ", sigma at the edge of its grid"
	}
	return text
}

func writeRunsCSV(w io.Writer, list []listedRun, columns []runColumn) error {
	var names []any
	for _, c := range columns {
		names = append(names, c.name)
	}
	text := typeset.CSV(names...)
	for _, l := range list {
		var fields []any
		for _, c := range columns {
			fields = append(fields, c.value(l))
		}
		text += typeset.CSV(fields...)
	}
	_, err := io.WriteString(w, text)
	return err
}
