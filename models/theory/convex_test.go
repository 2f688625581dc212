package theory

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
)

func (s Proposition2) descents(t testing.TB, seed int64) (p []float64, all []descent) {
	t.Helper()
	p = s.discrete(Mixture(s.Modes))
	for _, start := range s.starts(seed) {
		all = append(all, s.descent(t, p, start.q))
		all[len(all)-1].name = start.name
	}
	return p, all
}

func (s Proposition2) descent(t testing.TB, p, start []float64) descent {
	t.Helper()
	d, err := s.descend(t.Context(), p, start, "", func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestProposition2 checks that from every start the criterion falls to −log 4 at every step, at least as fast as the bound, and that q
// converges to p.
func TestProposition2(t *testing.T) {
	s := proposition2(t)
	for seed := int64(1); seed <= 3; seed++ {
		p, all := s.descents(t, seed)
		for _, d := range all {
			bound := stat.KullbackLeibler(p, d.q[0]) / s.Rate
			for i, c := range d.criterion {
				above := c + math.Log(4)
				if above < -1e-14 || i > 0 && (c > d.criterion[i-1]+1e-14 || above > bound/float64(i)) {
					t.Fatalf("seed %d from %s, step %d: %.3g above −log 4, before it %.3g, bound %.3g",
						seed, d.name, i+1, above, d.criterion[max(0, i-1)]+math.Log(4), bound/float64(i))
				}
				if sum := floats.Sum(d.q[i]); math.Abs(sum-1) > 1e-12 {
					t.Fatalf("seed %d from %s, step %d: the sum of q is %g", seed, d.name, i+1, sum)
				}
			}
			if first := d.criterion[0] + math.Log(4); first < .1 {
				t.Errorf("%s starts %.3g above −log 4: there is nothing to show", d.name, first)
			}
			if off := floats.Distance(p, d.q[s.Steps-1], math.Inf(1)); off > 1e-9 {
				t.Errorf("from %s q is %g off", d.name, off)
			}
		}
		for _, finding := range s.result(p, all).Findings {
			if !finding.Holds {
				t.Errorf("seed %d: %s %s", seed, finding.Claim, finding.Measured)
			}
		}
	}
}

// TestDescendStep compares a step by hand: p = (½, ½) and q = (¼, ¾) have D* = (⅔, ⅖), and q becomes q·(1−D*)^−η.
func TestDescendStep(t *testing.T) {
	s := proposition2(t)
	q := s.descent(t, []float64{.5, .5}, []float64{.25, .75}).q[1]
	a, b := .25*math.Pow(1./3, -s.Rate), .75*math.Pow(.6, -s.Rate)
	if want := a / (a + b); math.Abs(q[0]-want) > 1e-15 || math.Abs(q[1]-(1-want)) > 1e-15 {
		t.Errorf("after a step q is %v, want %g and %g", q, want, 1-want)
	}
}

// TestProposition2CanFail checks that the finding does not hold if q does not converge, or if the criterion rises.
func TestProposition2CanFail(t *testing.T) {
	s := proposition2(t)
	p, all := s.descents(t, 1)
	early, rising, astray := slices.Clone(all), slices.Clone(all), slices.Clone(p)
	early[1].criterion = slices.Repeat(all[1].criterion[9:10], s.Steps)
	rising[2].criterion = slices.Clone(all[2].criterion)
	rising[2].criterion[3] = rising[2].criterion[2] + 1e-9
	astray[0] += .01
	for what, finding := range map[string]Finding{
		"one that stands still": s.converges(p, early), "one that rises": s.converges(p, rising), "one that is elsewhere": s.converges(astray, all),
	} {
		if finding.Holds {
			t.Errorf("%s: %s", what, finding.Measured)
		}
	}
}

// TestSubderivativeCanFail checks that the compared derivatives are not all 0, and that those of another p do not agree.
func TestSubderivativeCanFail(t *testing.T) {
	p, all := proposition2(t).descents(t, 1)
	q := all[0].q[0]
	if r := slopeByDifferences(p, q); math.Abs(r) < .01 {
		t.Errorf("the criterion rises by %g: there is nothing to compare", r)
	}
	if a, b := slopeByDifferences(p, q), slopeByDifferences(all[2].q[0], q); math.Abs(a-b) < .01 {
		t.Errorf("with another p the derivative is %g, not much from %g", b, a)
	}
}

func TestProposition2Lines(t *testing.T) {
	var names []string
	found, err := proposition2(t).Compute(t.Context(), noDigits, 1, silent)
	if err != nil || len(found.Findings) != 2 {
		t.Fatalf("%d findings, error %v", len(found.Findings), err)
	}
	for _, line := range found.Lines {
		names = append(names, line.Figure.Name+": "+line.Name)
		first, last := line.Points[0], line.Points[len(line.Points)-1]
		if from := map[string]float64{"proposition2/criterion": 1, "proposition2/densities": -6}[line.Figure.Name]; first.X != from {
			t.Errorf("%s %s begins at %g", line.Figure.Name, line.Name, first.X)
		}
		if first.Low != first.Y || first.High != first.Y || !(last.X > first.X) {
			t.Errorf("%s %s goes from %v to %v", line.Figure.Name, line.Name, first, last)
		}
	}
	want := "proposition2/criterion: uniform, proposition2/criterion: a wrong mode, proposition2/criterion: random, proposition2/densities: p"
	for _, step := range []int{1, 50, 75, 100, 1000} {
		want += fmt.Sprintf(", proposition2/densities: q at step %d", step)
	}
	if got := strings.Join(names, ", "); got != want {
		t.Errorf("lines %s, want %s", got, want)
	}
}
