package gan

import (
	"math"
	"testing"
)

func TestAccuracy(t *testing.T) {
	var seen totals
	seen.addD([]float64{1, -1, 2, -3, 4}, 2) // of data 1 is right, of samples -3
	seen.addD([]float64{5, -1}, 1)           // both
	if got := seen.means().Accuracy; got != 4./7 {
		t.Errorf("accuracy is %g, want 4/7", got)
	}
}

// The norms of an epoch are those of the parameters after it and of the gradients of its last updates, also where G's last
// update comes before D's, and where one of its minibatches is the last one.
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
