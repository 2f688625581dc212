package theory

import (
	"context"
	"testing"
)

// A study computes findings.
type study interface {
	Compute(ctx context.Context, digits Digits, seed int64, progress func(done, total int)) (Result, error)
}

// checkHolds checks that a study has n findings and that all hold, with each seed; with -short only with the first.
func checkHolds(t *testing.T, of study, n int, seeds ...int64) {
	t.Helper()
	for _, seed := range seeds {
		r, err := of.Compute(t.Context(), noDigits, seed, func(int, int) {})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Findings) != n {
			t.Errorf("%d findings, want %d", len(r.Findings), n)
		}
		for _, f := range r.Findings {
			t.Log(f.Measured)
			if !f.Holds {
				t.Errorf("seed %d: %s: %s", seed, f.Claim, f.Measured)
			}
		}
		if testing.Short() {
			return
		}
	}
}
