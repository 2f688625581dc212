package divergence

import (
	"fmt"
	"math"
	"testing"
)

// apart has modes with weights ⅔ and ⅓, at least five standard deviations from each other.
var apart = Mixture{{2. / 3, Normal{-1.5, .5}}, {1. / 3, Normal{1.5, .4}}}

// TestFitsAreMinima checks that no normal density near a fit, or on a grid of sensible ones, has a smaller divergence.
func TestFitsAreMinima(t *testing.T) {
	js := func(p, q Density) float64 { return JS(p, q) }
	reverse := func(p, q Density) float64 { return KL(q, p) }
	for _, p := range []Mixture{apart, few[6].(Mixture), {{1, Normal{3, 2}}}} {
		for what, f := range map[string]struct {
			fit        Fit
			divergence func(p, q Density) float64
		}{"KL(p‖q)": {FitForward(p), KL}, "KL(q‖p)": {FitReverse(p), reverse}, "JSD": {FitJS(p), js}} {
			near(t, what+" of the fit", f.fit.Divergence, f.divergence(p, f.fit.Normal), 1e-12)
			for mu := -4.; mu <= 4; mu += .5 {
				for sigma := .25; sigma < 4; sigma *= 1.4 {
					if d := f.divergence(p, Normal{mu, sigma}); d < f.fit.Divergence-1e-10 {
						t.Errorf("%s of %v is %g at (%g, %g), below %g of the fit %v", what, p, d, mu, sigma, f.fit.Divergence, f.fit.Normal)
					}
				}
			}
			for _, step := range []Normal{{.01, 0}, {-.01, 0}, {0, .01}, {0, -.01}} {
				q := Normal{f.fit.Mu + step.Mu, f.fit.Sigma + step.Sigma}
				if d := f.divergence(p, q); d <= f.fit.Divergence {
					t.Errorf("%s of %v is %g at %v, not above %g of the fit %v", what, p, d, q, f.fit.Divergence, f.fit.Normal)
				}
			}
		}
	}
}

// TestFitOfANormal checks that a normal density is its own fit by every divergence.
func TestFitOfANormal(t *testing.T) {
	for what, fit := range map[string]Fit{
		"KL(p‖q)": FitForward(Mixture{{1, Normal{3, 2}}}), "KL(q‖p)": FitReverse(Mixture{{1, Normal{3, 2}}}), "JSD": FitJS(Mixture{{1, Normal{3, 2}}}),
	} {
		near(t, what+" mean", fit.Mu, 3, 1e-5)
		near(t, what+" standard deviation", fit.Sigma, 2, 1e-5)
		near(t, what, fit.Divergence, 0, 1e-9)
	}
}

// TestCoveringAndSeeking checks that KL(p‖q) covers both modes and that KL(q‖p) stays at the heavier mode, in either order of the parts.
func TestCoveringAndSeeking(t *testing.T) {
	for _, p := range []Mixture{apart, {apart[1], apart[0]}} {
		forward, reverse := FitForward(p), FitReverse(p)
		near(t, "mean of the covering fit", forward.Mu, -.5, 1e-12)
		near(t, "standard deviation of the covering fit", forward.Sigma, math.Sqrt(2+(2*.25+.16)/3), 1e-12)
		// Where the other mode has no part, the fit is the mode itself, and its divergence log 1/⅔.
		near(t, "mean of the seeking fit", reverse.Mu, -1.5, .02)
		near(t, "standard deviation of the seeking fit", reverse.Sigma, .5, .02)
		near(t, "divergence of the seeking fit", reverse.Divergence, math.Log(1.5), .005)
		again := minimize(reverse.Start, func(q Normal) float64 { return KL(q, p) })
		if again != reverse.Normal {
			t.Errorf("from %v the fit is %v, not %v", reverse.Start, again, reverse.Normal)
		}
	}
}

// TestReverseFitOfABoundedDensity checks that KL(q‖p) is infinite for every normal q if p is bounded.
func TestReverseFitOfABoundedDensity(t *testing.T) {
	if fit := FitReverse(Mixture{{1, Uniform{0, 1}}}); !math.IsInf(fit.Divergence, 1) {
		t.Errorf("%v", fmt.Sprint(fit))
	}
}

// TestTheBestStartIsKept checks that the smallest minimum is used. If modes are more than six standard deviations apart, JSD has a minimum
// for each mode and one that covers both. The smallest is that of the heavier mode, which is the last start.
func TestTheBestStartIsKept(t *testing.T) {
	p := Mixture{{.4, Normal{3, .6}}, {.6, Normal{-3, .6}}}
	js := func(q Normal) float64 { return JS(p, q) }
	fit := FitJS(p)
	if fit.Start != (Normal{-3, .6}) || math.Abs(fit.Mu+3) > .01 || math.Abs(fit.Sigma-.6) > .01 {
		t.Errorf("from %v the fit is %v", fit.Start, fit.Normal)
	}
	for _, start := range []Normal{momentsOf(p), {3, .6}} {
		if other := minimize(start, js); js(other) < fit.Divergence+.001 {
			t.Errorf("from %v the fit is %v, of a JSD of %g, not above %g", start, other, js(other), fit.Divergence)
		}
	}
}
