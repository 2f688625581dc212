package report

import (
	"fmt"

	"gan2014/internal/typeset"
	"gan2014/report/record"
	"gan2014/results"
)

// An entry is a run as lists name it.
type entry struct {
	*record.Record
	Name         string
	Progress     record.Progress
	SupersededBy int64  // a later done run of the same key; 0: none
	Of           system // whose page lists the run
}

// entries returns all runs, oldest first.
func entries(x *record.Index) (all []entry) {
	names := newSystemNames()
	for i := range x.Records {
		r := &x.Records[i]
		all = append(all, entry{r, record.RunName(r.Run), r.Progress(), x.Superseding(r.Run), names.of(r.Run)})
	}
	return all
}

// isShown reports whether a run's numbers are in the table.
func (e entry) isShown() bool { return e.Status == results.Done && e.SupersededBy == 0 }

// Likelihood returns the run's first log-likelihood, on the paper's grid if there is one, or a dash.
func (e entry) Likelihood() string {
	if v, found := e.MainEvaluation(); found {
		return fmt.Sprintf("%s ± %s", typeset.Fixed(v.LL, 1), typeset.NumberOrDash(typeset.Finite(v.StdErr), 1))
	}
	return "–"
}

// LL returns the number by which lists sort a run; it is empty if there is none.
func (e entry) LL() string {
	if v, found := e.MainEvaluation(); found {
		return fmt.Sprint(v.LL)
	}
	return ""
}
