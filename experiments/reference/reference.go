// Package reference compares Table 1 with a reference computed earlier, and makes such a reference. reference.go holds the
// reference and the comparison, tolerance.go the tolerances, measurement.go the results of single runs, time.go the times of runs.
package reference

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"path"
	"strings"

	"gan2014/internal/typeset"
	"gan2014/results"
)

// A Reference is one computed Table 1 with the tolerance of each number and the times of the runs.
type Reference struct {
	Commit  string     `json:"commit"`  // commit of the source that computed it
	Machine string     `json:"machine"` // machine that computed most of it
	Cells   []Expected `json:"cells"`
	Times   []Time     `json:"times"`
}

// An Expected is a number of Table 1 in a reference: the mean over seeds, and the result of each seed and of each repeat.
type Expected struct {
	cell
	LL        float64     `json:"ll_nats"`
	Tolerance float64     `json:"tolerance_nats"` // for any seed and setup
	Reason    string      `json:"reason"`         // of the tolerance
	By        []seedScore `json:"by,omitempty"`   // results of single runs, except runs whose setup changed
}

// A seedScore is the result of one seed in one setup.
type seedScore struct {
	Setup
	LL float64 `json:"ll_nats"`
}

// New makes a reference from the rows measured with three seeds or more, and says in left why it leaves out others. If several
// recipes share a cell, it takes the last, as Verify does. repeats are further measurements of the same seeds in other setups.
func New(rows []results.Table1Row, measured, repeats []Measurement, commit string) (r Reference, left []string) {
	r.Commit = commit
	for i, row := range rows {
		why := ""
		switch _, later := lastRow(rows[i+1:], cellOf(row)); {
		case row.Origin != results.Measured:
			continue
		case row.Seeds < 3 || row.SDOverSeeds == nil:
			why = "has only " + typeset.Count(row.Seeds, "seed", "seeds") + ": a tolerance needs three or more"
		case later:
			why = fmt.Sprintf("has %.1f nats, but another recipe was computed later", row.LL)
		default:
			r.Cells = append(r.Cells, newReferenceCell(row, measurementsOf(measured, row), repeats))
			continue
		}
		left = append(left, fmt.Sprintf("%s on %s, %s grid, budget %s, %s", row.System, row.Dataset, row.Grid, row.Budget, why))
	}
	return r, left
}

func newReferenceCell(row results.Table1Row, measured, repeats []Measurement) Expected {
	c := Expected{cell: cellOf(row), LL: row.LL}
	for _, again := range repeats {
		if again.cell == c.cell {
			measured = append(measured, again)
		}
	}
	c.Tolerance, c.Reason = tolerance(row, measured)
	for _, m := range measured {
		if _, known := c.find(m.Setup); !known && m.BLAS != "" {
			c.By = append(c.By, seedScore{m.Setup, m.LL})
		}
	}
	return c
}

// find returns the result of a setup, if it is known.
func (c Expected) find(by Setup) (ll float64, known bool) {
	for _, s := range c.By {
		if s.Setup == by {
			return s.LL, true
		}
	}
	return 0, false
}

// Choose returns the cells of a budget that match a pattern of path.Match on dataset/system, ignoring case.
func (r Reference) Choose(pattern, budget string) (chosen []Expected, err error) {
	for _, c := range r.Cells {
		fits := true
		if pattern != "" {
			if fits, err = path.Match(strings.ToLower(pattern), strings.ToLower(c.Dataset+"/"+c.System)); err != nil {
				return nil, fmt.Errorf("-only %q is not a pattern: %w", pattern, err)
			}
		}
		if fits && (budget == "" || c.Budget == budget) {
			chosen = append(chosen, c)
		}
	}
	if len(chosen) == 0 {
		return nil, fmt.Errorf("no cell of the reference fits -only %q and -budget %q", pattern, budget)
	}
	return chosen, nil
}

// Parse parses a reference and checks that every cell has a tolerance and its reason.
func Parse(name string, text []byte) (r Reference, err error) {
	if err := json.Unmarshal(text, &r); err != nil {
		return r, fmt.Errorf("read %s: %w", name, err)
	}
	if len(r.Cells) == 0 {
		return r, fmt.Errorf("%s has no cells: it is not a reference", name)
	}
	for _, c := range r.Cells {
		if !(c.Tolerance > 0) || c.Reason == "" {
			return r, fmt.Errorf("%s: %s on %s, %s grid, has no tolerance above 0 with a reason", name, c.System, c.Dataset, c.Grid)
		}
	}
	return r, nil
}

// lastRow returns the last row measured for the cell, if there is one.
func lastRow(rows []results.Table1Row, c cell) (last results.Table1Row, found bool) {
	for _, r := range rows {
		if r.Origin == results.Measured && cellOf(r) == c {
			last, found = r, true
		}
	}
	return last, found
}

// expected returns the expected mean of the measurements: the mean over the same setups if all are known, otherwise the mean of
// the reference.
func (c Expected) expected(measured []Measurement) (ll, tolerance float64, by string) {
	for _, m := range measured {
		same, known := c.find(m.Setup)
		if !known {
			return c.LL, c.Tolerance, "any setup"
		}
		ll += same / float64(len(measured))
	}
	if len(measured) == 0 {
		return c.LL, c.Tolerance, "any setup"
	}
	return ll, minTolerance(ll), "this setup"
}

// Verify prints every cell of the reference beside the measured row. It returns how many have drifted or are missing.
func (r Reference) Verify(w io.Writer, rows []results.Table1Row, measured []Measurement) (wrong int, err error) {
	var table typeset.Table
	table.Row("data set", "system", "grid", "budget", "reference", "by", "measured", "difference", "")
	for _, c := range r.Cells {
		row, found := lastRow(rows, c.cell)
		ll, tolerance, by := c.expected(measurementsOf(measured, row))
		line := []any{c.Dataset, c.System, c.Grid, c.Budget, fmt.Sprintf("%.1f ± %.3g", ll, tolerance), by}
		apart := []any{fmt.Sprintf("%.1f", row.LL), fmt.Sprintf("%+.1f", row.LL-ll)}
		word := "agrees"
		switch {
		case !found:
			wrong++
			apart, word = []any{"–", "–"}, "MISSING"
		case !(math.Abs(row.LL-ll) <= tolerance): // NaN does not agree
			wrong++
			word = "DRIFTED"
		}
		table.Row(append(append(line, apart...), word)...)
	}
	return wrong, table.Print(w)
}
