package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"text/tabwriter"
	"time"

	"gan2014/results"
)

// A listedRun is a row of the list; its JSON is a public format.
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

// A score is one on one grid, in the list on the first of the spec; pointers are nil where there is none or it is not finite.
type score struct {
	Grid        string   `json:"grid"`
	LL          *float64 `json:"ll_nats"`
	StdErr      *float64 `json:"stderr"`
	StdErrOver  string   `json:"stderr_over"`
	SigmaAtEdge bool     `json:"sigma_at_edge"`
}

// finite is nil for a number that JSON does not have.
func finite(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}

func writeRunsText(w io.Writer, list []listedRun) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "id\tkey\tsystem\tdataset\tseed\tbudget\tstatus\tstarted\ttime\tLL")
	for _, l := range list {
		status := string(l.Status)
		if l.Superseded {
			status += " (superseded)"
		}
		fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%d\t%s\t%s\t%s\t%v\t%v\n", l.ID, shortKey(l.Key), l.System, l.Dataset, l.Seed, l.Budget,
			status, l.Started.Format("2006-01-02 15:04"), duration(time.Duration(l.Seconds*float64(time.Second))), l.score)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if len(list) == 0 {
		return nil
	}
	_, err := fmt.Fprintln(w, "\nTimes are UTC. LL is in nats, on the first grid of the spec; ± is over test examples unless it says otherwise.")
	return err
}

func scoreOf(e results.Evaluation) score {
	return score{e.Grid, finite(e.LL), finite(e.StdErr), e.StdErrOver, e.SigmaAtEdge}
}

// String is as short as honesty allows.
func (s score) String() string {
	switch {
	case s.Grid == "":
		return "–"
	case s.LL == nil:
		return "not finite"
	}
	text := fmt.Sprintf("%.1f ± %s", *s.LL, orDash(s.StdErr, 1))
	if s.StdErrOver != "test examples" {
		text += " over " + s.StdErrOver
	}
	if s.SigmaAtEdge {
		text += ", sigma at the edge of its grid"
	}
	return text
}

// orDash is a number with so many decimals, or a dash where there is none.
func orDash(x *float64, decimals int) string {
	if x == nil {
		return "–"
	}
	return strconv.FormatFloat(*x, 'f', decimals, 64)
}

// shortKey is enough of a key to name a run by.
func shortKey(key string) string { return key[:min(8, len(key))] }

func writeRunsCSV(w io.Writer, list []listedRun) error {
	table := csv.NewWriter(w)
	table.Write([]string{"id", "key", "system", "dataset", "seed", "budget", "spec", "status", "superseded", "started", "seconds",
		"grid", "ll_nats", "stderr", "stderr_over", "sigma_at_edge"})
	for _, l := range list {
		table.Write([]string{strconv.FormatInt(l.ID, 10), l.Key, l.System, l.Dataset, strconv.FormatInt(l.Seed, 10), l.Budget, l.Spec,
			string(l.Status), strconv.FormatBool(l.Superseded), l.Started.Format(time.RFC3339), number(&l.Seconds),
			l.Grid, number(l.LL), number(l.StdErr), l.StdErrOver, strconv.FormatBool(l.SigmaAtEdge)})
	}
	table.Flush()
	return table.Error()
}

// number is empty where there is none.
func number(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'g', -1, 64)
}
