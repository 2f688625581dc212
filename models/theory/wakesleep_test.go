package theory

import (
	"math"
	"testing"

	"gan2014/experiments/spec"
	"gan2014/internal/rng"
	"gan2014/models/theory/exact"
)

func wakeSleep(t testing.TB) WakeSleep { return WakeSleep(*recipes(t, spec.WakeSleep).WakeSleep) }

// TestWakeSleep checks that every sentence holds, with seeds that chose nothing.
func TestWakeSleep(t *testing.T) {
	checkHolds(t, wakeSleep(t), 4, 201, 202)
}

// TestWakeSleepCanFail checks that no sentence holds of what has hardly learned.
func TestWakeSleepCanFail(t *testing.T) {
	s := wakeSleep(t)
	s.Updates = 50
	r, err := s.Compute(t.Context(), noDigits, 1, func(int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		if f.Holds {
			t.Errorf("%s holds: %s", f.Claim, f.Measured)
		}
	}
}

// TestDreamNetDescends compares a step of the net on one dream with differences of what it is to make less, in each weight of two units.
func TestDreamNetDescends(t *testing.T) {
	g := wakeSleep(t).generator()
	begin := func() *dreamNet {
		n := newDreamNet(2, rng.For(1, "net"))
		for i := range n.out {
			n.out[i] = [exact.Codes]float64{.3 - .2*float64(i), .1 + .4*float64(i)}
		}
		n.logVariances = [exact.Codes]float64{.4, -.3}
		return n
	}
	z, x := g.Draw(rng.For(1, "dream"))
	squares := func(n *dreamNet) (sum float64) {
		m, _ := n.of(x)
		for k := range z {
			sum += (z[k] - m[k]) * (z[k] - m[k]) / 2
		}
		return sum
	}
	moved := begin()
	const rate = .01
	moved.dream(g, rate, 1, rng.For(1, "dream"))
	check := func(name string, weight func(n *dreamNet) *float64) {
		const h = 1e-5
		up, down := begin(), begin()
		*weight(up) += h
		*weight(down) -= h
		want := -(squares(up) - squares(down)) / (2 * h)
		if got := (*weight(moved) - *weight(begin())) / rate; math.Abs(got-want) > 1e-7*(1+math.Abs(want)) {
			t.Errorf("%s moves by %g times the rate, want %g", name, got, want)
		}
	}
	for i := range 3 {
		for k := range exact.Codes {
			check("a weight to z", func(n *dreamNet) *float64 { return &n.out[i][k] })
		}
	}
	for i := range 2 {
		for j := range exact.Values + 1 {
			check("a weight from x", func(n *dreamNet) *float64 { return &n.in[i][j] })
		}
	}
}

// TestStepsWithoutNoise compares the mean of many steps, each on one dream, with the step without noise.
func TestStepsWithoutNoise(t *testing.T) {
	g := wakeSleep(t).generator()
	var begin inference
	begin.U[0][1], begin.C[1] = .3, -.2
	const dreams, rate = 400_000, .1
	got, want := begin.dream(g, rate, dreams, rng.For(1, "dreams")), withoutNoise(begin.Affine, g, rate)
	for k := range got.U {
		if math.Abs(got.C[k]-want.C[k]) > 2e-3 {
			t.Errorf("offset %d goes to %g, want %g", k, got.C[k], want.C[k])
		}
		for i := range got.U[k] {
			if math.Abs(got.U[k][i]-want.U[k][i]) > 2e-3 {
				t.Errorf("coefficient %d, %d goes to %g, want %g", k, i, got.U[k][i], want.U[k][i])
			}
		}
	}
	if still := withoutNoise(g.Posterior().Mean, g, rate); meanError(g, still) > 1e-12 {
		t.Error("the step leads away from the mean of the posterior")
	}
}
