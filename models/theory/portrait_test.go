package theory

import (
	"math"
	"testing"

	"gan2014/internal/divergence"
	"gan2014/models/theory/figure"
)

// TestPortraitOfNormal compares a portrait of samples from N(1, 1) with the formulas for the JSD and for D*.
func TestPortraitOfNormal(t *testing.T) {
	p, q := divergence.Normal{Mu: 0, Sigma: 1}, divergence.Normal{Mu: 1, Sigma: 1}
	samples := quantiles(portraitNoise)
	for i := range samples {
		samples[i]++
	}
	const n = 2 * portraitEnd / portraitWidth
	f := portrait{places: linspace(n, portraitEnd-portraitWidth/2), q: histogram(samples, n), d: make([]float64, n)}
	for i, x := range f.places {
		f.p = append(f.p, p.Prob(x))
		f.d[i] = divergence.Optimal(p, q)(x)
		if math.Abs(f.q[i]-q.Prob(x)) > .005 {
			t.Errorf("density %g at %g, want %g", f.q[i], x, q.Prob(x))
		}
	}
	f.compareWithBest()
	if want := divergence.JS(p, q); math.Abs(f.jsd-want) > 1e-3 {
		t.Errorf("JSD %g, want %g", f.jsd, want)
	}
	if f.meanError > .005 {
		t.Errorf("D* is %g from itself", f.meanError)
	}
	if f.meanDistanceFromHalf < .1 || f.meanDOfSamples > .5 {
		t.Errorf("D is %g from ½ and takes %g of the samples", f.meanDistanceFromHalf, f.meanDOfSamples)
	}
}

// TestHistogram checks by hand that values beyond the ends count in the last intervals, and that the density integrates to 1.
func TestHistogram(t *testing.T) {
	const n = 2 * portraitEnd / portraitWidth
	got := histogram([]float64{-100, -5.99, .01, 100}, n)
	sum := 0.
	for _, density := range got {
		sum += density * portraitWidth
	}
	if got[0] != 2*got[n-1] || got[n/2] != got[n-1] || math.Abs(sum-1) > 1e-12 {
		t.Errorf("ends %g and %g, middle %g, sum %g", got[0], got[n-1], got[n/2], sum)
	}
}

// TestPortraitOfNets checks that portraits show the nets: G(z) at the end of the arrow, and D by its logit.
func TestPortraitOfNets(t *testing.T) {
	g := newGame1D(briefGame(t), 1, func(int) {})
	f := look(t, g)
	z, x := []float64{f.arrows[3].X}, f.arrows[3].Y
	if at, err := g.mapped(z); err != nil || at[0] != x {
		t.Errorf("G(%g) is %v, the arrow says %g, error %v", z, at, x, err)
	}
	i := len(f.places) / 3
	if d, err := evaluateD(g.trainer, []float64{f.places[i] * figure1Scale}); err != nil || d[0] != f.d[i] {
		t.Errorf("D(%g) is %v, the portrait says %g, error %v", f.places[i], d, f.d[i], err)
	}
	for _, l := range f.lines(figure.BeforeTraining) {
		if l.Name == "D*" {
			continue
		}
		if first, last := l.Points[0], l.Points[len(l.Points)-1]; first.X < -4 || last.X > 4 || len(l.Points) < 100 {
			t.Errorf("%s goes from %g to %g", l.Name, first.X, last.X)
		}
	}
}

// TestHasEnoughDensity checks that D* is drawn only where p + q is large enough.
func TestHasEnoughDensity(t *testing.T) {
	f := portrait{places: []float64{-1, 0, 1}, p: []float64{1, 0, 0}, q: []float64{0, .5, .0001}, d: make([]float64, 3)}
	f.compareWithBest()
	if best := f.lines(figure.BeforeTraining)[3]; best.Name != "D*" || len(best.Points) != 2 || best.Points[0].Y != 1 || best.Points[1].Y != 0 {
		t.Errorf("%v", best)
	}
}
