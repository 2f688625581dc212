package theory

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"gan2014/internal/divergence"
)

func silent(done, total int) {}

// briefly makes a part of a test less under -short, and says so.
func briefly(t *testing.T, whole, part int) int {
	if testing.Short() {
		t.Logf("REDUCED: %d updates instead of %d, as -short is given", part, whole)
		return part
	}
	return whole
}

// TestTheorem1 checks that the value of a trained D equals the integrated value along the whole path, from −log 4 on.
func TestTheorem1(t *testing.T) {
	s := theorem1(t)
	whole := s.Updates
	s.Updates = briefly(t, whole, 150)
	found, err := s.Compute(t.Context(), noDigits, 1, silent)
	if err != nil {
		t.Fatal(err)
	}
	if s.Updates == whole {
		hold(t, found.Findings)
	}
	var names []string
	for _, line := range found.Lines {
		names = append(names, line.Figure.Name+": "+line.Name)
	}
	if want := "theorem1/value: −log 4 + 2·JSD, integrated; theorem1/value: trained D, samples; theorem1/fits: p"; !strings.HasPrefix(strings.Join(names, "; "), want) || len(names) != 6 {
		t.Errorf("lines %q", names)
	}
	if integrated := found.Lines[0].Points; math.Abs(integrated[0].Y+math.Log(4)) > 1e-12 || integrated[0].X != 0 {
		t.Errorf("the path begins with %v", integrated[0])
	}
	for _, p := range found.Lines[1].Points {
		if off := math.Abs(p.Y - divergence.Value(targetP, s.q(p.X))); off > .03 || !(p.Low <= p.Y && p.Y <= p.High) {
			t.Errorf("at %g the value is %g in [%g, %g], %g off", p.X, p.Y, p.Low, p.High, off)
		}
	}
}

// TestTheorem1CanFail checks that the value of an untrained D, ½ plus noise, is not that of D*.
func TestTheorem1CanFail(t *testing.T) {
	var untrained []Point
	s := theorem1(t)
	for _, d := range s.Distances {
		j := s.between(targetP, s.q(d), 1, "test")
		value, half, err := j.valueOfTheGame(2000)
		if err != nil {
			t.Fatal(err)
		}
		untrained = append(untrained, Point{d, value, value - half, value + half})
	}
	if f := s.valueIsJSD(untrained); f.Holds {
		t.Errorf("without training: %s", f.Measured)
	}
	if f := leastAtP(untrained); f.Holds {
		t.Errorf("without training: %s", f.Measured)
	}
	var right []Point
	for _, d := range s.Distances {
		right = append(right, exactPoint(d, s.exactValue(d)))
	}
	if !s.valueIsJSD(right).Holds || !leastAtP(right).Holds {
		t.Error("the truth does not hold")
	}
	slices.Reverse(right)
	if f := leastAtP(right); f.Holds {
		t.Errorf("away from p: %s", f.Measured)
	}
}

// TestSampledValue checks that the estimate by samples of a known D is its value: −log 4 for a D that is always ½.
func TestSampledValue(t *testing.T) {
	s := theorem1(t)
	s.Updates = 100
	j := s.between(targetP, s.q(3), 1, "test")
	if err := j.train(t.Context(), 30, func(int) {}); err != nil {
		t.Fatal(err)
	}
	few, half, err := j.valueOfTheGame(5000)
	if err != nil {
		t.Fatal(err)
	}
	many, halfOfMany, err := j.valueOfTheGame(80_000)
	if err != nil {
		t.Fatal(err)
	}
	if ratio := half / halfOfMany; math.Abs(few-many) > 2*half || ratio < 3 || ratio > 5.5 {
		t.Errorf("%g ± %g of 5,000 samples, %g ± %g of 80,000", few, half, many, halfOfMany)
	}
	if best := divergence.Value(j.p, j.q); many > best+2*halfOfMany {
		t.Errorf("a D has the value %g, above the best %g", many, best)
	}
}

// TestStudiesStop checks that a study ends with its context.
func TestStudiesStop(t *testing.T) {
	ended, end := context.WithCancel(t.Context())
	end()
	for name, study := range map[string]Study{"proposition1": proposition1(t), "theorem1": theorem1(t), "proposition2": proposition2(t)} {
		if _, err := study.Compute(ended, noDigits, 1, silent); !errors.Is(err, context.Canceled) {
			t.Errorf("%s after the end: %v", name, err)
		}
	}
}

// TestNameOfQ checks that the text of the measurement names the path that was taken.
func TestNameOfQ(t *testing.T) {
	for widening, want := range map[float64]string{0: "N(d, 1)", .25: "N(d, (1 + d/4)²)", 1: "N(d, (1 + d)²)", .3: "N(d, (1 + 0.3·d)²)"} {
		if got := (Theorem1{Widening: widening}).nameOfQ(); got != want {
			t.Errorf("%g: %s, want %s", widening, got, want)
		}
	}
}
