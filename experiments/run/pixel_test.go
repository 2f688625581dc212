package run

import (
	"io"
	"math"
	"testing"

	"gan2014/experiments/reference"
)

// TestVerifyCatchesAPixel checks that a reference finds the smallest change of one value of one test image.
func TestVerifyCatchesAPixel(t *testing.T) {
	numbers := func(change func(w *world)) []reference.Number {
		w := newWorld(t)
		change(&w)
		a := w.begin(w.plan("systems=[{name: True distribution, kind: training-images, dataset: mnist}]"))
		if err := a.compute(t.Context()); err != nil {
			t.Fatal(err)
		}
		a.end(t, w.status)
		runs, err := w.DB.Runs(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		all, _, err := reference.Numbers(t.Context(), runs, w.DB)
		if err != nil || len(all) != 1 {
			t.Fatalf("numbers %+v, error %v", all, err)
		}
		return all
	}
	r := reference.Reference{Numbers: numbers(func(*world) {})}
	for name, c := range map[string]struct {
		change func(w *world)
		want   reference.Outcome
	}{
		"nothing": {func(*world) {}, reference.Outcome{Same: 1}},
		"a pixel": {func(w *world) {
			pixel := &w.set.Test.Data[17]
			*pixel = math.Nextafter32(*pixel, 1)
		}, reference.Outcome{Wrong: 1}},
	} {
		if got, err := r.Compare(io.Discard, numbers(c.change)); got != c.want || err != nil {
			t.Errorf("%s: %+v, error %v, want %+v", name, got, err, c.want)
		}
	}
}
