package nn

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"gan2014/internal/rng"
)

// TestCrossEntropy compares with the definition, term by term, to the rounding of float64. Rows are longer than one product of logarithms,
// and targets lie within and at the ends of [0,1].
func TestCrossEntropy(t *testing.T) {
	x, b := NewMatrix[float64](3, 1100), NewMatrix[float64](1, 1100)
	y, target := NewMatrix[float64](3, 1100), NewMatrix[float64](3, 1100)
	rng.Normal(rng.For(1, "x"), x.Data)
	rng.Normal(rng.For(1, "b"), b.Data)
	rng.Uniform(rng.For(1, "t"), target.Data, -.2, 1.2)
	want := 0.
	Sigmoid(y, x, b)
	for i, v := range target.Data {
		v = min(max(v, 0), 1)
		target.Data[i] = v
		want -= v*math.Log(y.Data[i]) + (1-v)*math.Log(1-y.Data[i])
	}
	if got := CrossEntropy(target, x, b, y); math.Abs(got-want) > 1e-12*want {
		t.Errorf("cross-entropy is %.15g, want %.15g", got, want)
	}
}

// TestCrossEntropyOfFarLogits checks that a wrong target costs |a| nats and not +Inf where y rounds to 0 or 1 in float32.
func TestCrossEntropyOfFarLogits(t *testing.T) {
	x := Matrix[float32]{1, 4, []float32{200, -200, 200, -200}}
	y, b := NewMatrix[float32](1, 4), NewMatrix[float32](1, 4)
	Sigmoid(y, x, b)
	if got := CrossEntropy(Matrix[float32]{1, 4, []float32{1, 0, 0, 1}}, x, b, y); got != 400 {
		t.Errorf("cross-entropy is %g, want 400", got)
	}
}

func TestBernoulliDraw(t *testing.T) {
	p, draws, coins := NewMatrix[float32](1000, 3), NewMatrix[float32](1000, 3), Bernoulli[float32]{}
	for i := range p.Rows {
		copy(p.Row(i), []float32{0, .3, 1})
	}
	coins.Draw(rng.For(1, "coins"), draws, p)
	sum := NewMatrix[float32](1, 3)
	SumRows(sum, draws)
	// five standard errors of a share of .3 of 1,000
	if s := sum.Data; s[0] != 0 || s[2] != 1000 || math.Abs(float64(s[1])-300) > 5*math.Sqrt(.3*.7*1000) {
		t.Errorf("of 1,000 draws with probabilities 0, .3 and 1, %v are 1", s)
	}
}

// TestCourse checks that every example comes once, also if the epoch is interrupted, and that an interrupted minibatch comes again.
func TestCourse(t *testing.T) {
	var c Course
	var seen, told []int
	refused, hasRefused := errors.New("refused"), false
	update := func(rows []int) error {
		if c.Update == 1 && !hasRefused {
			hasRefused = true
			return refused
		}
		seen = append(seen, rows...)
		return nil
	}
	progress := func(update int) { told = append(told, update) }
	order := []int{4, 2, 0, 1, 3}
	if err := c.Finish(t.Context(), order, 2, update, progress); !errors.Is(err, refused) {
		t.Fatalf("the error of an update became %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := c.Finish(ended, order, 2, update, progress); !errors.Is(err, context.Canceled) {
		t.Fatalf("a context that has ended gave %v", err)
	}
	if err := c.Finish(t.Context(), order, 2, update, progress); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(seen, order) || !slices.Equal(told, []int{1, 2, 3}) || c != (Course{1, 3, 0}) {
		t.Errorf("saw %v, was told %v, ended at %+v", seen, told, c)
	}
}
