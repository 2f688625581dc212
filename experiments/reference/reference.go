// Package reference compares the numbers of runs with a reference, digit by digit, and makes such a reference. reference.go holds the
// reference and the comparison, number.go the numbers of runs.
package reference

import (
	"encoding/json"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"gan2014/internal/typeset"
)

// A Reference holds numbers that were computed once. A program of the same version computes exactly these numbers on every machine.
type Reference struct {
	Commit  string   `json:"commit"`  // commit of the source that computed it
	Machine string   `json:"machine"` // machine that computed most of it
	Numbers []Number `json:"numbers"`
}

// Parse parses a reference.
func Parse(name string, text []byte) (r Reference, err error) {
	if err := json.Unmarshal(text, &r); err != nil {
		return r, fmt.Errorf("read %s: %w", name, err)
	}
	if len(r.Numbers) == 0 {
		return r, fmt.Errorf("%s has no numbers: it is not a reference of this program", name)
	}
	for _, n := range r.Numbers {
		if n.Version == "" || n.Samples < 1 {
			return r, fmt.Errorf("%s: the number of %s on %s, %s grid, has no version or no samples: it is not a reference of this program", name, n.System, n.Dataset, n.Grid)
		}
	}
	return r, nil
}

// Choose returns the numbers of a budget that match a pattern of path.Match on dataset/system, ignoring case. An empty pattern or budget
// matches all.
func (r Reference) Choose(pattern, budget string) (chosen []Number, err error) {
	for _, n := range r.Numbers {
		matches := true
		if pattern != "" {
			if matches, err = path.Match(strings.ToLower(pattern), strings.ToLower(n.Dataset+"/"+n.System)); err != nil {
				return nil, fmt.Errorf("-only %q is not a pattern: %w", pattern, err)
			}
		}
		if matches && (budget == "" || n.Budget == budget) {
			chosen = append(chosen, n)
		}
	}
	if len(chosen) == 0 {
		return nil, fmt.Errorf("the reference has no number for -only %q and -budget %q", pattern, budget)
	}
	return chosen, nil
}

// An Outcome counts the numbers of a comparison.
type Outcome struct {
	Same    int // equal in every digit
	Wrong   int // different, or missing although the reference has them
	Skipped int // of seeds that were not computed, while another seed of the row was
}

// Compare prints each number of the reference beside the measured one. The last measured number of a row and seed counts.
func (r Reference) Compare(w io.Writer, measured []Number) (o Outcome, err error) {
	var table typeset.Table
	table.Row("data set", "system", "grid", "budget", "seed", "reference", "measured", "")
	for _, want := range r.Numbers {
		got, found := last(measured, want.sameRun)
		_, other := last(measured, want.sameRow)
		line := []any{want.Dataset, want.System, want.Grid, want.Budget, want.Seed, want.score()}
		switch {
		case !found && other:
			o.Skipped++
			continue
		case !found:
			o.Wrong++
			line = append(line, "–", "MISSING")
		case got.Version != want.Version:
			o.Wrong++
			line = append(line, got.score(), fmt.Sprintf("ANOTHER VERSION: %s, the reference has %s", got.Version, want.Version))
		case got != want: // a NaN also differs
			o.Wrong++
			line = append(line, got.score(), fmt.Sprintf("DIFFERS by %.3g nats", got.LL-want.LL))
		default:
			o.Same++
			line = append(line, got.score(), "same")
		}
		table.Row(line...)
	}
	return o, table.Print(w)
}

// last returns the last number for which matches is true.
func last(numbers []Number, matches func(Number) bool) (n Number, found bool) {
	for _, n := range slices.Backward(numbers) {
		if matches(n) {
			return n, true
		}
	}
	return n, false
}
