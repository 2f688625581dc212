package gan

import (
	"math"
	"testing"
)

func TestAccuracy(t *testing.T) {
	var seen totals
	seen.addD([]float64{1, -1, 2, -3, 4}, 2, 0) // of data 1 is right, of samples -3
	seen.addD([]float64{5, -1}, 1, 0)           // both
	if got := seen.means().Accuracy; got != 4./7 {
		t.Errorf("accuracy is %g, want 4/7", got)
	}
}

// TestNormsOfAnEpoch checks that the norms of an epoch are those of the parameters after it and of the gradients of its last updates, also
// if G's last update comes before D's, and if it is in the last minibatch.
func TestNormsOfAnEpoch(t *testing.T) {
	for name, config := range recipes() {
		trainer := newSmall(config, 1)
		for range 3 {
			stats, err := trainer.Epoch(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			check := func(what string, got, want float64) {
				t.Helper()
				if got == 0 || math.Abs(got-want) > 1e-12*want {
					t.Errorf("%s: %s is %g, want %g", name, what, got, want)
				}
			}
			check("norm of G", stats.NormG, trainer.pair.G.Norm())
			check("norm of D", stats.NormD, trainer.pair.D.Norm())
			check("gradient of G", stats.GradientG, trainer.pair.G.GradientNorm())
			check("gradient of D", stats.GradientD, trainer.pair.D.GradientNorm())
		}
	}
}

// TestStatsAsDefined compares the statistics with their definitions from the probabilities of D.
func TestStatsAsDefined(t *testing.T) {
	logits, real := []float64{1, -.5, 2, -3, .25}, 2
	d := func(l float64) float64 { return 1 / (1 + math.Exp(-l)) }
	for _, loss := range []Loss{NonSaturating, Saturating} {
		want := Stats{Accuracy: 2. / 5} // of data 1 is right, of samples -3
		for i, l := range logits {
			if i < real {
				want.LossD -= math.Log(d(l)) / 2 / 2
				want.Real += d(l) / 2
				continue
			}
			want.LossD -= math.Log(1-d(l)) / 2 / 3
			want.Fake += d(l) / 3
			if loss == Saturating {
				want.LossG += math.Log(1-d(l)) / 3
			} else {
				want.LossG -= math.Log(d(l)) / 3
			}
		}
		var seen totals
		seen.addD(logits, real, 0)
		seen.addG(logits[real:], loss)
		got := seen.means().Metrics()
		for name, w := range want.Metrics() {
			if math.Abs(got[name]-w) > 1e-12 {
				t.Errorf("%s loss: %s is %g, want %g", loss, name, got[name], w)
			}
		}
	}
}

// TestEpochsAreApart checks that the statistics of an epoch count only its own examples.
func TestEpochsAreApart(t *testing.T) {
	trainer := newSmall(small(), 1)
	var seen totals
	trainer.Progress = func(int) { seen = trainer.state.Totals }
	for range 2 {
		train(t, trainer, 1)
		if n := trainer.images.Rows; seen.Data != n || seen.Samples != n || seen.G != n {
			t.Errorf("an epoch counts %d data, %d samples and %d samples for G, want %d of each", seen.Data, seen.Samples, seen.G, n)
		}
	}
}
