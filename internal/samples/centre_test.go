package samples

import (
	"math"
	"testing"
)

// A wide holds elements that only float64 can represent.
type wide []float64

func (w wide) ReadRows(dst []float64, _ int) error { copy(dst, w); return nil }

// TestCentre checks that values far from 0 and near each other are shifted by their mean, and that other values are not.
func TestCentre(t *testing.T) {
	values := wide{1e6 + .001, 5, 0, 1e6 + .003, 4, 0, 1e6 + .002, -3, 0}
	r := &Rows{Role: "test data", Name: "x.npy", N: 3, Shape: []int{3}, elements: values}
	c, err := r.Centre()
	if err != nil || math.Abs(c.Shift[0]-1e6-.002) > 1e-9 || c.Shift[1] != 0 || c.Shift[2] != 0 || c.Left != 5 {
		t.Fatalf("%+v, %v", c, err)
	}
	r.Shift(c.Shift)
	got, err := r.All()
	if err != nil || math.Abs(float64(got[0])+.001) > 1e-9 || math.Abs(float64(got[3])-.001) > 1e-9 || got[1] != 5 || got[7] != -3 {
		t.Errorf("%v, %v", got, err)
	}
	if images, err := rows("test data", 400, 10, ink(0, 1)).Centre(); err != nil || images.Shift != nil {
		t.Errorf("images are shifted: %v", err)
	}
}

// TestPrecision checks that the loss by rounding is proportional to the remaining size of the values, and 0 if float32 holds all values.
func TestPrecision(t *testing.T) {
	apart := wide{-1e6 + .03, 1e6 + .03, -1e6, 1e6}
	for _, c := range []struct {
		values      elements
		sigma       float64
		warns, fail bool
	}{
		{apart, .01, false, true},
		{apart, .5, true, false},
		{apart, 1e3, false, false},
		{memory{1, []float32{-1e6, 1e6, -1e6, 1e6 + .0625}}, .01, false, false},
	} {
		r := &Rows{Role: "test data", Name: "x.npy", N: 4, Shape: []int{1}, elements: c.values}
		centre, err := r.Centre()
		if err != nil {
			t.Fatal(err)
		}
		r.Shift(centre.Shift)
		if _, err := r.All(); err != nil {
			t.Fatal(err)
		}
		warnings, err := CheckPrecision(centre.Rounding(0, r), 1, c.sigma)
		if (len(warnings) > 0) != c.warns || (err != nil) != c.fail {
			t.Errorf("sigma %g, lost %g: warnings %q, error %v", c.sigma, r.Lost, warnings, err)
		}
	}
}

// TestRoundingOfFarSamples checks that the rounding of samples far from the data does not count.
func TestRoundingOfFarSamples(t *testing.T) {
	if e := (Centre{Left: 1}).Rounding(1e9); e != relative {
		t.Errorf("rounding %g, want %g", e, relative)
	}
}

func TestReadRefusesWhatFloat32CannotHold(t *testing.T) {
	r := &Rows{Role: "samples", Name: "x.npy", N: 2, Shape: []int{1}, elements: wide{0, 1e39}}
	if _, err := r.All(); err == nil || err.Error() != "samples x.npy: row 1, column 0 is 1e+39, which float32 does not hold: values must be finite, and below 3e38" {
		t.Errorf("error %v", err)
	}
}
