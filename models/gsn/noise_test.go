package gsn

import (
	"math"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// share fails unless the mean of values that are 0 or 1 is p, within five standard errors.
func share(t *testing.T, what string, ones, of int, p float64) {
	t.Helper()
	got, tolerance := float64(ones)/float64(of), 5*math.Sqrt(p*(1-p)/float64(of))
	if math.Abs(got-p) > tolerance {
		t.Errorf("%s: a share of %.4f, want %.4f ± %.4f", what, got, p, tolerance)
	}
}

// TestSaltAndPepper checks that of grey pixels .2 become 0, .2 become 1, and the others stay.
func TestSaltAndPepper(t *testing.T) {
	const pixels = 100_000
	n, x := noise[float32]{saltAndPepper: .4}, nn.NewMatrix[float32](100, pixels/100)
	for i := range x.Data {
		x.Data[i] = .3
	}
	n.addSaltAndPepper(rng.For(1, "season"), x)
	count := map[float32]int{}
	for _, v := range x.Data {
		count[v]++
	}
	share(t, "pepper", count[0], pixels, .2)
	share(t, "salt", count[1], pixels, .2)
	if count[.3] != pixels-count[0]-count[1] {
		t.Errorf("pixels became %v", count)
	}
	without, before := noise[float32]{}, append([]float32(nil), x.Data...)
	without.addSaltAndPepper(rng.For(1, "season"), x)
	for i, v := range before {
		if x.Data[i] != v {
			t.Fatal("no salt and pepper changed a pixel")
		}
	}
}

// TestDrawWithSaltAndPepper checks that a draw is 1 with probability .6·p + .2: a binary draw of p, in which .4 of the pixels are replaced
// by 0 or 1 with equal probability.
func TestDrawWithSaltAndPepper(t *testing.T) {
	const pixels = 100_000
	n := noise[float32]{saltAndPepper: .4}
	p, x := nn.NewMatrix[float32](100, pixels/100), nn.NewMatrix[float32](100, pixels/100)
	for _, mean := range []float32{0, .3, 1} {
		for i := range p.Data {
			p.Data[i] = mean
		}
		n.draw(rng.For(1, "draw"), x, p, nn.NewMatrix[float32](p.Rows, p.Cols))
		ones := 0
		for _, v := range x.Data {
			if v != 0 && v != 1 {
				t.Fatalf("a draw is %g", v)
			}
			ones += int(v)
		}
		share(t, "draw", ones, pixels, .6*float64(mean)+.2)
	}
}

// moments fails unless values have a mean of 0, a given variance and the fourth moment of a normal distribution, within five standard
// errors: √(v/n), v·√(2/n), v²·√(96/n).
func moments(t *testing.T, what string, values []float64, variance float64) {
	t.Helper()
	n := float64(len(values))
	var mean, second, fourth float64
	for _, v := range values {
		mean += v / n
		second += v * v / n
		fourth += v * v * v * v / n
	}
	near := func(moment string, got, want, deviation float64) {
		t.Helper()
		if math.Abs(got-want) > 5*deviation/math.Sqrt(n) {
			t.Errorf("%s: the %s is %.3f, want %.3f", what, moment, got, want)
		}
	}
	near("mean", mean, 0, math.Sqrt(variance))
	near("variance", second, variance, variance*math.Sqrt(2))
	near("fourth moment", fourth, 3*variance*variance, variance*variance*math.Sqrt(96))
}

// TestGaussianNoiseOfTheLayers checks that hidden layers above the first have Gaussian noise of the given deviation before and after tanh,
// and that the first layer has none. The inverse of tanh shows the noise before it, which must be small for that.
func TestGaussianNoiseOfTheLayers(t *testing.T) {
	const rows, deviation = 20_000, .4
	n := newNet[float64]([]int{6, 5, 3}, 1)
	w := newWalk(n, &noise[float64]{saltAndPepper: .4, deviation: deviation}, 2, rows)
	x := nn.NewMatrix[float64](rows, 6)
	rng.Uniform(rng.For(2, "x"), x.Data, 0, 1)
	w.forward(x, rng.For(3, "walk"))
	now := w.moments[1]
	var before, behind []float64
	received := nn.NewMatrix[float64](rows, 3)
	n.sumNeighbours(received, 2, now.values)
	for k, y := range now.tanh[2].Data {
		before = append(before, math.Atanh(y)-received.Data[k])
		behind = append(behind, now.values[2].Data[k]-y)
	}
	moments(t, "noise before tanh", before, deviation*deviation)
	moments(t, "noise behind tanh", behind, deviation*deviation)
	product := make([]float64, len(before)) // independent of each other: E[ab·ab] = deviation⁴
	for k := range product {
		product[k] = before[k] * behind[k]
	}
	sum := 0.
	for _, v := range product {
		sum += v / float64(len(product))
	}
	if tolerance := 5 * deviation * deviation / math.Sqrt(float64(len(product))); math.Abs(sum) > tolerance {
		t.Errorf("noise before and behind tanh have a covariance of %.5f, want 0 ± %.5f", sum, tolerance)
	}
	first := nn.NewMatrix[float64](rows, 5)
	n.sumNeighbours(first, 1, w.moments[0].values)
	for k, v := range first.Data {
		if got := now.values[1].Data[k]; math.Abs(got-math.Tanh(v)) > 1e-12 {
			t.Fatalf("unit %d of the first hidden layer is %g, without noise %g", k, got, math.Tanh(v))
		}
	}
}
