package theory

import (
	"math"
	"slices"
	"testing"

	"gan2014/experiments/spec"
	"gan2014/internal/elementary"
	"gan2014/models/theory/exact"
)

func chains(t testing.TB) Chains { return Chains(*recipes(t, spec.Chains).Chains) }

// TestChains checks that every sentence holds, with a seed that chose nothing.
func TestChains(t *testing.T) {
	if testing.Short() {
		t.Skip("trains nets and machines")
	}
	r, err := chains(t).Compute(t.Context(), noDigits, 201, func(int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Findings) != 6 {
		t.Errorf("%d findings", len(r.Findings))
	}
	for _, f := range r.Findings {
		t.Log(f.Measured)
		if !f.Holds {
			t.Errorf("%s: %s", f.Claim, f.Measured)
		}
	}
}

// TestChainsCanFail checks that the sentences about learning do not hold of what has hardly learned, nor that about D of one which is much too slow.
func TestChainsCanFail(t *testing.T) {
	s := chains(t)
	s.Widths, s.Trainings, s.Updates, s.MachineSteps, s.DiscriminatorRate, s.GeneratorSteps = []float64{.6, .55}, 1, 20, 20, .001, 100
	r, err := s.Compute(t.Context(), noDigits, 1, func(int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range r.Findings {
		if i != 1 && f.Holds { // the generator of the second needs no training
			t.Errorf("%s holds: %s", f.Claim, f.Measured)
		}
	}
}

// TestNeededWidth checks that the chain crosses in the given number of steps at the width that it needs.
func TestNeededWidth(t *testing.T) {
	for _, steps := range []int{3000, 10_000, 1_000_000} {
		if got := exact.NewTwoModes(neededWidth(steps)).Crossing(); math.Abs(got/float64(steps)-1) > 1e-6 {
			t.Errorf("the width for %d steps takes %.1f", steps, got)
		}
	}
}

// TestMachineData compares the shares of two states, and of all with more than half of the units on, with the probabilities of flips.
func TestMachineData(t *testing.T) {
	data := machineData(3)
	for state, want := range map[int]float64{0b111: .7*.97*.97*.97 + .3*.15*.15*.15, 0b001: .7*.97*.03*.03 + .3*.15*.85*.85} {
		if math.Abs(data[state]-want) > 1e-12 {
			t.Errorf("state %03b has the share %g, want %g", state, data[state], want)
		}
	}
	most := .7*(.97*.97*.97+3*.97*.97*.03) + .3*(.15*.15*.15+3*.15*.15*.85)
	if got := mostlyOn(data); math.Abs(got-most) > 1e-12 {
		t.Errorf("more than half are on in a share of %g, want %g", got, most)
	}
}

// TestLikeliest compares the likeliest machine of two units, which can have any probabilities that are not 0, with the data.
func TestLikeliest(t *testing.T) {
	data := machineData(2)
	m, rest, err := likeliest(t.Context(), 2, data)
	if err != nil || rest > 1e-9 {
		t.Errorf("a gradient of %g is left (%v)", rest, err)
	}
	entropy := 0.0
	for state, p := range m.Probabilities() {
		if math.Abs(p-data[state]) > 1e-9 {
			t.Errorf("state %02b has the probability %g, want %g", state, p, data[state])
		}
		entropy -= data[state] * elementary.Log(data[state])
	}
	if got := m.LogLikelihood(data); math.Abs(got+entropy) > 1e-9 {
		t.Errorf("the greatest log-likelihood is %g, want that of the data, %g", got, -entropy)
	}
}

// TestSharpness checks the measures of ten samples.
func TestSharpness(t *testing.T) {
	s := sharpnessOf([]float32{-1.5, -1, -1, -1, -1, -.5, 1, 1, 1, 1.25})
	if s.nineTenths() != .5 || math.Abs(s.right-.4) > 1e-12 || math.Abs(s.between-.1) > 1e-12 || s.off[7] != .25 {
		t.Errorf("%+v", s)
	}
}

// TestReached checks the share of samples within a distance.
func TestReached(t *testing.T) {
	points := reached([]float64{.005, .1, .305, 2})
	var got []float64
	for _, i := range []int{0, 1, 31, 100} {
		got = append(got, points[i].Y)
	}
	if !slices.Equal(got, []float64{0, .25, .75, .75}) {
		t.Errorf("shares %v", got)
	}
}
