package theory

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"gan2014/internal/divergence"
	"gan2014/models/nn"
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
	updates := briefly(t, valueUpdates, 150)
	found, err := theorem1For(t.Context(), 1, updates, valueSamples, silent)
	if err != nil {
		t.Fatal(err)
	}
	if updates == valueUpdates {
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
		if off := math.Abs(p.Y - divergence.Value(targetP, qAtDistance(p.X))); off > .03 || !(p.Low <= p.Y && p.Y <= p.High) {
			t.Errorf("at %g the value is %g in [%g, %g], %g off", p.X, p.Y, p.Low, p.High, off)
		}
	}
}

// TestTheorem1CanFail checks that the value of an untrained D, ½ plus noise, is not that of D*.
func TestTheorem1CanFail(t *testing.T) {
	var untrained []Point
	for _, d := range distances {
		j := newReferenceD(targetP, qAtDistance(d), 1, 1, "test")
		value, half, err := j.valueOfTheGame(2000)
		if err != nil {
			t.Fatal(err)
		}
		untrained = append(untrained, Point{d, value, value - half, value + half})
	}
	if f := valueIsJSD(untrained, 0, 2000); f.Holds {
		t.Errorf("without training: %s", f.Measured)
	}
	if f := leastAtP(untrained); f.Holds {
		t.Errorf("without training: %s", f.Measured)
	}
	var right []Point
	for _, d := range distances {
		right = append(right, exactPoint(d, exactValue(d)))
	}
	if !valueIsJSD(right, 0, 0).Holds || !leastAtP(right).Holds {
		t.Error("the truth does not hold")
	}
	slices.Reverse(right)
	if f := leastAtP(right); f.Holds {
		t.Errorf("away from p: %s", f.Measured)
	}
}

// TestSampledValue checks that the estimate by samples of a known D is its value: −log 4 for a D that is always ½.
func TestSampledValue(t *testing.T) {
	j := newReferenceD(targetP, qAtDistance(3), 100, 1, "test")
	if err := j.train(t.Context(), 30); err != nil {
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

// TestRun checks that a study ends with its context, and that an unknown study is an error.
func TestRun(t *testing.T) {
	ended, end := context.WithCancel(t.Context())
	end()
	for _, study := range []string{"proposition1", "theorem1", "proposition2"} {
		if _, err := Run(ended, study, noImages, nil, 1, silent); !errors.Is(err, context.Canceled) {
			t.Errorf("%s after the end: %v", study, err)
		}
	}
	found, err := Run(t.Context(), "proposition2", noImages, nil, 1, silent)
	if err != nil || len(found.Findings) != 2 {
		t.Errorf("proposition2: %v, %v", found.Findings, err)
	}
	if _, err := Run(t.Context(), "proposition3", noImages, nil, 1, silent); err == nil || !strings.Contains(err.Error(), `"proposition3"`) {
		t.Errorf("an unknown study: %v", err)
	}
}

var noImages nn.Matrix[float32]
