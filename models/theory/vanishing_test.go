package theory

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/gan"
)

// TestVanishing runs the whole study: all claims must hold, each line must have a point for each number of updates, and the same seed must
// give the same numbers.
func TestVanishing(t *testing.T) {
	last := 0
	found, err := vanishing(t).Compute(t.Context(), noDigits, 1, func(done, total int) {
		if done != last+1 || total != 10_000 {
			t.Fatalf("step %d of %d after %d", done, total, last)
		}
		last = done
	})
	if err != nil || last != 10_000 {
		t.Fatalf("%d steps, error %v", last, err)
	}
	hold(t, found.Findings)
	var names []string
	for _, line := range found.Lines {
		names = append(names, line.Figure.Name+" "+line.Name)
		if line.Figure.Name == "vanishing/norm" {
			checkNorms(t, line, vanishing(t).Updates)
		}
	}
	if want := []string{"vanishing/divergence JSD", "vanishing/divergence gradient of JSD", "vanishing/norm log(1 − D)", "vanishing/norm −log D",
		"vanishing/norm log(1 − D) at distance 4"}; !slices.Equal(names, want) {
		t.Errorf("lines %q", names)
	}
}

func checkNorms(t *testing.T, line Line, updates []int) {
	t.Helper()
	if len(line.Points) != len(updates) {
		t.Fatalf("%s has %d points", line.Name, len(line.Points))
	}
	for i, p := range line.Points {
		if p.X != float64(updates[i]) || !(p.Y > 0 && p.Low < p.Y && p.Y < p.High && p.High-p.Y == p.High-p.Y) {
			t.Errorf("%s: point %v at %d updates", line.Name, p, updates[i])
		}
	}
}

func TestVanishingRepeats(t *testing.T) {
	s := vanishing(t)
	s.Updates = []int{1, 3}
	run := func(seed int64) []Point {
		found, err := s.Compute(t.Context(), noDigits, seed, func(int, int) {})
		if err != nil {
			t.Fatal(err)
		}
		return found.Lines[2].Points
	}
	if !slices.Equal(run(1), run(1)) {
		t.Error("the same seed gave other numbers")
	}
	if slices.Equal(run(1), run(2)) {
		t.Error("another seed gave the same numbers")
	}
}

func TestVanishingStops(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	_, err := vanishing(t).Compute(ctx, noDigits, 1, func(done, _ int) {
		if done == 20 {
			stop()
		}
		if done > 20 {
			t.Error("it goes on")
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// TestPoorGenerator checks that samples of the poor generator have the claimed mean and about the claimed deviation, and that its data come
// from N(0, 1).
func TestPoorGenerator(t *testing.T) {
	far := vanishing(t).Far
	s := vanishing(t).poorGenerator(far, 1)
	samples, err := s.trainer.Sample(10_000, rng.For(1, "samples"))
	if err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct {
		values           []float32
		mean, sd, atMost float64
	}{"samples": {samples.Data, far, 1, .3}, "data": {s.data(10_000, rng.For(1, "data")).Data, 0, 1, .05}} {
		mean, square := 0., 0.
		for _, v := range c.values {
			mean += float64(v) / 10_000
			square += float64(v) * float64(v) / 10_000
		}
		if sd := math.Sqrt(square - mean*mean); math.Abs(mean-c.mean) > .05 || math.Abs(sd-c.sd) > c.atMost {
			t.Errorf("%s have mean %.3f and deviation %.3f", what, mean, sd)
		}
	}
}

// TestIgnorantD checks that a D that is always ½ has a loss of log 2 and a mean of ½ for samples, and that both gradients are then the
// same.
func TestIgnorantD(t *testing.T) {
	s := vanishing(t).poorGenerator(vanishing(t).Near, 1)
	config := mute(s)
	var c gradientTrace
	if err := config.measure(&c, 1); err != nil {
		t.Fatal(err)
	}
	if math.Abs(c.loss[0]-math.Ln2) > 1e-6 || math.Abs(c.meanDOfSamples[0]-.5) > 1e-6 {
		t.Errorf("loss %g, taken %g", c.loss[0], c.meanDOfSamples[0])
	}
	if a, b := c.saturating[0].Y, c.other[0].Y; a <= 0 || math.Abs(a-b) > 1e-3*a {
		t.Errorf("gradients %g and %g", a, b)
	}
}

// mute replaces a frozenG's nets by such whose D is ½ to six digits.
func mute(s frozenG) frozenG {
	images := s.data(1, rng.For(1, "data"))
	config := MNISTGradient{GeneratorUnits: 4, DiscriminatorUnits: 2, Batch: 100, LearningRate: .1}.config(images)
	s.trainer = gan.New(config, images, 1, "theory")
	return s
}

// made returns a gradientTrace that supports the claims.
func made() gradientTrace {
	at := func(y float64, x float64) Point { return Point{x, y, .9 * y, 1.1 * y} }
	return gradientTrace{
		saturating:     []Point{at(.1, 1), at(.5, 10), at(.01, 100)},
		other:          []Point{at(.1, 1), at(2, 10), at(3, 100)},
		loss:           []float64{.69, .2, .01},
		meanDOfSamples: []float64{.5, .2, .01},
	}
}

func TestCourseFindings(t *testing.T) {
	hold(t, []Finding{made().fades("", ""), made().keeps("", "")})
	mixed := made()
	mixed.saturating[2] = mixed.saturating[1]
	hold(t, []Finding{mixed.teaches(4)})
	for what, broken := range map[string]struct {
		change func(c *gradientTrace)
		of     func(c gradientTrace) Finding
	}{
		"a gradient that does not fall": {func(c *gradientTrace) { c.saturating[2].High = .2 }, fadesOf},
		"a D that does not learn":       {func(c *gradientTrace) { c.loss[2] = .6 }, fadesOf},
		"a D that is not sure":          {func(c *gradientTrace) { c.meanDOfSamples[2] = .2 }, fadesOf},
		"another that falls, too":       {func(c *gradientTrace) { c.other[2] = Point{100, .3, .29, .31} }, keepsOf},
		"another that is no stronger":   {func(c *gradientTrace) { c.other[2].Low = .1 }, keepsOf},
		"one that fades":                {func(*gradientTrace) {}, func(c gradientTrace) Finding { return c.teaches(4) }},
	} {
		c := made()
		broken.change(&c)
		if f := broken.of(c); f.Holds {
			t.Errorf("%s: %s", what, f.Measured)
		}
	}
}

func fadesOf(c gradientTrace) Finding { return c.fades("", "") }
func keepsOf(c gradientTrace) Finding { return c.keeps("", "") }

// TestMeanPoint checks by hand: 1, 2, 3 have the mean 2, the standard error 1/√3 and a Student's t of 4.303.
func TestMeanPoint(t *testing.T) {
	p := meanPoint(7, []float64{1, 2, 3})
	if half := 4.3027 / math.Sqrt(3); p.X != 7 || p.Y != 2 || math.Abs(p.High-2-half) > 1e-3 || math.Abs(2-half-p.Low) > 1e-3 {
		t.Errorf("%v", p)
	}
}
