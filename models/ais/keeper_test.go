package ais

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// An impatient context ends after so many looks at it.
type impatient struct {
	context.Context
	looks int
}

func (c *impatient) Err() error {
	if c.looks--; c.looks < 0 {
		return context.Canceled
	}
	return nil
}

// all computes every stage of an estimate and prints the numbers, all digits.
func all(ctx context.Context, r Recipe, d Decoder) (string, error) {
	s, err := r.Simulate(d, 4, 3)
	if err != nil {
		return "", err
	}
	steps, err := r.Pilot(ctx, d, s.Images, 4)
	if err != nil {
		return "", err
	}
	e, err := r.Estimate(ctx, d, s.Images, steps, 5)
	if err != nil {
		return "", err
	}
	low, err := r.LowerBound(ctx, d, s, steps, 6)
	if err != nil {
		return "", err
	}
	high, err := r.UpperBound(ctx, d, s, steps, 7)
	return fmt.Sprintf("%x %x %x %x %x %x", steps, e.LL, e.Accepted, e.Best.Data, low.LL, high), err
}

// TestInterruptionsChangeNothing stops an estimate again and again, at most after five distributions, and compares every bit with one in peace. Files of
// other arguments, and damaged files, are not continued.
func TestInterruptionsChangeNothing(t *testing.T) {
	d := curved(Uniform)
	r := Recipe{Sigmas: []float64{.1, .3}, Steps: 12, Leaps: 3, Chains: 5}
	want, err := all(t.Context(), r, d)
	if err != nil {
		t.Fatal(err)
	}
	r.Keep = &Keeper{Dir: t.TempDir(), Every: time.Hour}
	stops := 0
	for {
		got, err := all(&impatient{t.Context(), 5}, r, d)
		if err == nil {
			if got != want {
				t.Errorf("after %d interruptions\n%s\nwant\n%s", stops, got, want)
			}
			break
		}
		if stops++; !errors.Is(err, context.Canceled) || stops > 30 {
			t.Fatal(err)
		}
	}
	if stops < 8 {
		t.Errorf("%d interruptions", stops)
	}

	other := r
	other.Leaps = 2
	if got, err := all(t.Context(), other, d); err != nil || got == want {
		t.Errorf("an estimate with other arguments took over a state: %v", err)
	}
	for _, stage := range stages {
		if err := os.WriteFile(filepath.Join(r.Keep.Dir, "likelihood-"+stage+".state"), []byte("cut"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := all(t.Context(), r, d); err != nil || got != want {
		t.Errorf("after damage %v\n%s\nwant\n%s", err, got, want)
	}
	if err := r.Keep.Clear(); err != nil {
		t.Error(err)
	}
	if left, _ := os.ReadDir(r.Keep.Dir); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
}

// TestKeeperWaits checks that a state is not written before its time, unless the stage is at its end.
func TestKeeperWaits(t *testing.T) {
	k := &Keeper{Dir: t.TempDir(), Every: time.Hour, last: time.Now()}
	if err := k.save("pilot", state{}, false); err != nil {
		t.Fatal(err)
	}
	if files, _ := os.ReadDir(k.Dir); len(files) > 0 {
		t.Error("it was written at once")
	}
	k.last = time.Now().Add(-2 * time.Hour)
	if err := k.save("pilot", state{}, false); err != nil {
		t.Fatal(err)
	}
	if files, _ := os.ReadDir(k.Dir); len(files) != 1 {
		t.Error("it was not written in time")
	}
}
