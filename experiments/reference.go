package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path"
	"strings"
	"text/tabwriter"

	"gan2014/results"
)

// A reference is Table 1 as it came out once, with what a repetition may differ by, and how long it took.
type reference struct {
	Commit  string          `json:"commit"`  // of the source that it was computed with
	Machine string          `json:"machine"` // that most of it was computed on
	Cells   []referenceCell `json:"cells"`
	Times   []referenceTime `json:"times"`
}

// A referenceCell is a measured number of Table 1.
type referenceCell struct {
	Dataset   string  `json:"dataset"`
	System    string  `json:"system"`
	Grid      string  `json:"grid"`
	Budget    string  `json:"budget"`
	Samples   int     `json:"samples"`
	LL        float64 `json:"ll_nats"` // mean over seeds
	Tolerance float64 `json:"tolerance_nats"`
	Reason    string  `json:"reason"` // for the tolerance
}

// newReference makes a reference of what was measured with three seeds or more, and says what else there was. Of recipes that share a cell
// it takes the last, as measuredIn does.
func newReference(rows []results.Table1Row, commit string) (r reference, left []string) {
	r.Commit = commit
	for i, row := range rows {
		c := referenceCell{Dataset: row.Dataset, System: row.System, Grid: row.Grid, Budget: row.Budget, Samples: row.Samples, LL: row.LL}
		why := ""
		switch _, later := c.measuredIn(rows[i+1:]); {
		case row.Origin != results.Measured:
			continue
		case row.Seeds < 3 || row.SDOverSeeds == nil:
			why = fmt.Sprintf("has too few seeds, %d: a tolerance takes three or more", row.Seeds)
		case later:
			why = fmt.Sprintf("came to %.1f nats, and later to others by another recipe", row.LL)
		default:
			c.Tolerance, c.Reason = tolerance(row)
			r.Cells = append(r.Cells, c)
			continue
		}
		left = append(left, fmt.Sprintf("%s on %s, %s grid, budget %s, %s", row.System, row.Dataset, row.Grid, row.Budget, why))
	}
	return r, left
}

// choose returns the cells of a budget that fit a pattern of path.Match over dataset/system, in any case.
func (r reference) choose(pattern, budget string) (chosen []referenceCell, err error) {
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

// tolerance is what one seed may differ from the mean of several by, on this machine or another: five of their standard deviations,
// as a standard deviation of few is not well known itself, and not less than what another library's rounding may do to a training.
func tolerance(r results.Table1Row) (nats float64, reason string) {
	const deviations, share, least = 5, 0.01, 2
	if spread := deviations * *r.SDOverSeeds; spread > max(least, share*math.Abs(r.LL)) {
		return spread, fmt.Sprintf("%d standard deviations over %d seeds, of %.2g nats each", deviations, r.Seeds, *r.SDOverSeeds)
	}
	return max(least, share*math.Abs(r.LL)), fmt.Sprintf("%g nats or %g %% of the number; %d seeds have a standard deviation of %.2g", float64(least), 100*share, r.Seeds, *r.SDOverSeeds)
}

func readReference(path string) (r reference, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return r, err
	}
	if err := json.Unmarshal(text, &r); err != nil {
		return r, fmt.Errorf("read %s: %w", path, err)
	}
	if len(r.Cells) == 0 {
		return r, fmt.Errorf("%s has no cells: it is not a reference", path)
	}
	for _, c := range r.Cells {
		if !(c.Tolerance > 0) || c.Reason == "" {
			return r, fmt.Errorf("%s: %s on %s, %s grid, has no tolerance above 0 with a reason", path, c.System, c.Dataset, c.Grid)
		}
	}
	return r, nil
}

// measuredIn is the last number that was measured for the cell, and whether there is one.
func (c referenceCell) measuredIn(rows []results.Table1Row) (ll float64, found bool) {
	for _, r := range rows {
		if r.Origin == results.Measured && r.Dataset == c.Dataset && r.System == c.System && r.Grid == c.Grid && r.Budget == c.Budget && r.Samples == c.Samples {
			ll, found = r.LL, true
		}
	}
	return ll, found
}

// verify writes every cell of the reference beside what the rows have for it, and counts those that have drifted or are missing.
func (r reference) verify(w io.Writer, rows []results.Table1Row) (wrong int, err error) {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "data set\tsystem\tgrid\tbudget\treference\tmeasured\tdifference\t")
	for _, c := range r.Cells {
		line := fmt.Sprintf("%s\t%s\t%s\t%s\t%.1f ± %.3g", c.Dataset, c.System, c.Grid, c.Budget, c.LL, c.Tolerance)
		switch ll, found := c.measuredIn(rows); {
		case !found:
			wrong++
			fmt.Fprintf(table, "%s\t–\t–\tMISSING\n", line)
		case !(math.Abs(ll-c.LL) <= c.Tolerance): // not a number is no agreement
			wrong++
			fmt.Fprintf(table, "%s\t%.1f\t%+.1f\tDRIFTED\n", line, ll, ll-c.LL)
		default:
			fmt.Fprintf(table, "%s\t%.1f\t%+.1f\tagrees\n", line, ll, ll-c.LL)
		}
	}
	return wrong, table.Flush()
}
