package theory

import (
	"math"
	"testing"
)

// saddle is the study of theory.yaml.
var saddle = Saddle{Rate: .1, Steps: 2000, Games: 10_000}

// TestSaddle checks that every sentence holds, and that the sentences about steps can fail: with the steps of the other player exchanged, none does.
func TestSaddle(t *testing.T) {
	r, err := saddle.Compute(t.Context(), Digits{}, 1, func(int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Findings) != 7 {
		t.Errorf("%d findings", len(r.Findings))
	}
	for _, f := range r.Findings {
		t.Log(f.Claim, f.Measured)
		if !f.Holds {
			t.Errorf("%s: %s", f.Claim, f.Measured)
		}
	}
	inward := play(1, 0, saddle.Steps, func(x, y float64) (float64, float64) { return .99 * x, .99 * y })
	for _, f := range []Finding{saddle.spirals(inward), saddle.orbits(inward)} {
		if f.Holds {
			t.Errorf("steps to the equilibrium pass %q", f.Claim)
		}
	}
	if f := saddle.averagesConverge(play(1, 0, saddle.Steps, func(x, y float64) (float64, float64) { return x, y })); f.Holds {
		t.Error("averages that stand still converge")
	}
}

// TestValuesOfPennies compares minimax values of a game with a saddle point in pure moves, and of matching pennies, with what they are known to be.
func TestValuesOfPennies(t *testing.T) {
	if v := valuesOf(func(x, y float64) float64 { return x - y }, 10); v.maximin != 0 || v.minimax != 0 || v.at != 0 {
		t.Errorf("x − y: %+v", v)
	}
	if v := valuesOf(func(x, y float64) float64 { return (2*x - 1) * (2*y - 1) }, 1); v.maximin != -1 || v.minimax != 1 {
		t.Errorf("single moves: %+v", v)
	}
}

// TestBestAnswers checks the first games by hand: heads, heads; then y repeats what x shows and x avoids it.
func TestBestAnswers(t *testing.T) {
	x, y := Saddle{Games: 4}.fictitious()
	for i, want := range []struct{ x, y float64 }{{1, 1}, {1. / 2, 1}, {1. / 3, 1}, {1. / 4, 3. / 4}} {
		if math.Abs(x[i]-want.x) > 1e-12 || math.Abs(y[i]-want.y) > 1e-12 {
			t.Errorf("after game %d: %g and %g, want %g and %g", i+1, x[i], y[i], want.x, want.y)
		}
	}
}
