package parzen

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
)

// plain computes the definition term by term in float64: plain(…)[j][i] is the log density of row i of x at sigmas[j].
func plain(samples, x Points, sigmas []float64) [][]float64 {
	lls := make([][]float64, len(sigmas))
	for i := range x.N {
		squares := make([]float64, samples.N)
		for n := range squares {
			sample := samples.row(n)
			for k, v := range x.row(i) {
				e := float64(v) - float64(sample[k])
				squares[n] += e * e
			}
		}
		nearest := slices.Min(squares)
		for j, sigma := range sigmas {
			var sum float64
			for _, v := range squares {
				sum += math.Exp(-(v - nearest) / sigma / sigma / 2)
			}
			ll := math.Log(sum/float64(samples.N)) - nearest/sigma/sigma/2
			lls[j] = append(lls[j], ll-float64(x.D)*math.Log(sigma*math.Sqrt(2*math.Pi)))
		}
	}
	return lls
}

// agree checks two sets of log densities for the package's stated precision,
// 1e-4 nats or 1e-12 of the value, times the number of estimates compared.
func agree(t *testing.T, what string, got, want []float64, estimates float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d values, want %d", what, len(got), len(want))
	}
	for i := range want {
		if !(math.Abs(got[i]-want[i]) <= estimates*max(1e-4, 1e-12*math.Abs(want[i]))) {
			t.Errorf("%s: row %d is %.10g, want %.10g (difference %.2g)", what, i, got[i], want[i], got[i]-want[i])
			return
		}
	}
}

// logProb runs LogProb on a fresh estimator.
func logProb(t testing.TB, samples, x Points, sigmas ...float64) [][]float64 {
	t.Helper()
	lls, err := newEstimator(t, samples).LogProb(context.Background(), x, sigmas)
	if err != nil {
		t.Fatal(err)
	}
	return lls
}

func newEstimator(t testing.TB, samples Points) *Estimator {
	t.Helper()
	e, err := New(samples)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// points makes n rows of d values, each given by value.
func points(n, d int, value func(row, column int) float64) Points {
	p := Points{N: n, D: d, Data: make([]float32, n*d)}
	for i := range p.Data {
		p.Data[i] = float32(value(i/d, i%d))
	}
	return p
}

// pixels makes n rows of d multiples of 1/256 in [0,1), so that sums with
// small integers and products with powers of two are exact.
func pixels(r *rand.Rand, n, d int) Points {
	return points(n, d, func(int, int) float64 { return float64(r.IntN(256)) / 256 })
}

// mapped returns f of every value of p.
func mapped(p Points, f func(column int, v float64) float64) Points {
	return points(p.N, p.D, func(i, k int) float64 { return f(k, float64(p.row(i)[k])) })
}

func newRand() *rand.Rand { return rand.New(rand.NewPCG(2014, 6)) }

// situations lists difficult samples and points of one shape, with the sigmas at which they are difficult.
func situations(r *rand.Rand, n, m, d int) []situation {
	unit := func(int, int) float64 { return r.Float64() }
	ordinary := []float64{0.05, 0.1, 0.2, 0.5, 1}
	extreme := []float64{1e-90, 1e-20, 1e-6, 1e-3, 0.1, 1, 30, 1e6, 1e90}
	times := func(c float64, values ...float64) []float64 {
		scaled := slices.Clone(values)
		for i := range scaled {
			scaled[i] *= c
		}
		return scaled
	}
	scaled := func(c float64) func(int, int) float64 {
		return func(int, int) float64 { return c * (2*r.Float64() - 1) }
	}
	samples := points(n, d, unit)
	return []situation{
		{"unit cube", samples, points(m, d, unit), append(ordinary, extreme...)},
		{"points are samples", samples, points(m, d, func(i, k int) float64 { return float64(samples.row(i % n)[k]) }), extreme},
		{"points next to samples", samples, points(m, d, func(i, k int) float64 { return float64(samples.row(i % n)[k]) + 1e-5*r.Float64() }), times(1e-6, 1, 2, 5, 10, 100)},
		{"all far off", points(n, d, func(int, int) float64 { return 1e4 + r.Float64() }), points(m, d, func(int, int) float64 { return 1e4 + r.Float64() }), ordinary},
		{"points far off", samples, points(m, d, func(int, int) float64 { return 1e6 + r.Float64() }), []float64{0.1, 1, 100, 1e6}},
		{"two far clusters", points(n, d, func(i, _ int) float64 { return 1000*float64(i%2) + r.Float64() }), points(m, d, func(i, _ int) float64 { return 1000*float64(i%2) + r.Float64() }), ordinary},
		{"an outlier", points(n, d, func(i, _ int) float64 { return r.Float64() + 1e5*float64((n-i)/n) }), points(m, d, unit), ordinary},
		{"constant", points(n, d, func(int, int) float64 { return 1. / 3 }), points(m, d, func(int, int) float64 { return 2. / 3 }), ordinary},
		{"largest floats", points(n, d, scaled(math.MaxFloat32)), points(m, d, scaled(math.MaxFloat32)), times(math.MaxFloat32, ordinary...)},
		{"product overflow", points(n, d, scaled(1e19)), points(m, d, scaled(1e21)), times(1e20, ordinary...)},
		{"product underflow", points(n, d, scaled(1e-25)), points(m, d, scaled(1e-25)), times(1e-25, ordinary...)},
		{"subnormal floats", points(n, d, scaled(1e-42)), points(m, d, scaled(1e-42)), times(1e-42, ordinary...)},
	}
}

type situation struct {
	name       string
	samples, x Points
	sigmas     []float64
}

// shapes lists N, n and d: one of each, blocks that end early, and d from 1 to 3072.
var shapes = []struct{ n, m, d int }{
	{1, 1, 1}, {1, 5, 3}, {2, 3, 1}, {50, 65, 1}, {7, 129, 5}, {300, 70, 17}, {120, 66, 784}, {40, 3, 3072},
}

func TestLogProbIsTheDefinition(t *testing.T) { eachBackend(t, logProbIsTheDefinition) }

func logProbIsTheDefinition(t *testing.T) {
	for _, shape := range shapes {
		for _, s := range situations(newRand(), shape.n, shape.m, shape.d) {
			want := plain(s.samples, s.x, s.sigmas)
			for j, lls := range logProb(t, s.samples, s.x, s.sigmas...) {
				agree(t, fmt.Sprintf("%s, %v, sigma %g", s.name, shape, s.sigmas[j]), lls, want[j], 1)
			}
			// Wider sigmas alone refine other distances than with narrow ones.
			j := len(s.sigmas) / 2
			for k, lls := range logProb(t, s.samples, s.x, s.sigmas[j:]...) {
				agree(t, fmt.Sprintf("%s, %v, sigma %g, few", s.name, shape, s.sigmas[j+k]), lls, want[j+k], 1)
			}
		}
	}
}

func TestWorkersDoNotChangeBits(t *testing.T) {
	r := newRand()
	e := newEstimator(t, pixels(r, 500, 30))
	for _, n := range []int{fewPoints - 7, fewPoints + 7} {
		workersDoNotChangeBits(t, e, pixels(r, n, 30))
	}
}

func workersDoNotChangeBits(t *testing.T, e *Estimator, x Points) {
	t.Helper()
	sigmas := LogGrid(0.01, 1, 5)
	var want [][]float64
	for _, workers := range []int{1, 0, 2, 3, 16} {
		e.Workers = workers
		got, err := e.LogProb(context.Background(), x, sigmas)
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = got
		}
		for j := range want {
			if !slices.Equal(got[j], want[j]) {
				t.Errorf("%d workers: other bits than 1 at sigma %g", workers, sigmas[j])
			}
		}
	}
}

func TestRowsAreIndependent(t *testing.T) {
	r := newRand()
	samples, x := pixels(r, 90, 20), pixels(r, 133, 20)
	whole := logProb(t, samples, x, 0.1)[0]
	for from := 0; from < x.N; from += 19 {
		to := min(from+19, x.N)
		agree(t, fmt.Sprintf("rows %d to %d", from, to), logProb(t, samples, x.slice(from, to), 0.1)[0], whole[from:to], 2)
	}
}

func TestOrderOfSamplesDoesNotMatter(t *testing.T) {
	r := newRand()
	samples, x := pixels(r, 90, 20), pixels(r, 10, 20)
	order := r.Perm(samples.N)
	shuffled := points(samples.N, samples.D, func(i, k int) float64 { return float64(samples.row(order[i])[k]) })
	agree(t, "shuffled", logProb(t, shuffled, x, 0.1)[0], logProb(t, samples, x, 0.1)[0], 2)
}

func TestRepeatedSamplesDoNotMatter(t *testing.T) {
	r := newRand()
	samples, x := pixels(r, 30, 20), pixels(r, 10, 20)
	thrice := Points{N: 90, D: 20, Data: slices.Repeat(samples.Data, 3)}
	agree(t, "every sample three times", logProb(t, thrice, x, 0.1)[0], logProb(t, samples, x, 0.1)[0], 2)
}

func TestTranslationDoesNotMatter(t *testing.T) {
	r := newRand()
	samples, x := pixels(r, 90, 20), pixels(r, 10, 20)
	shift := func(column int, v float64) float64 { return v + float64(1000*column-7000) }
	agree(t, "translated", logProb(t, mapped(samples, shift), mapped(x, shift), 0.1)[0], logProb(t, samples, x, 0.1)[0], 2)
}

// TestScaling checks log p(cx; cσ) = log p(x; σ) − d·log c.
func TestScaling(t *testing.T) {
	r := newRand()
	samples, x := pixels(r, 90, 20), pixels(r, 10, 20)
	want := logProb(t, samples, x, 0.1)[0]
	for _, log2c := range []int{-100, -60, -3, 1, 40, 100} {
		c := math.Ldexp(1, log2c)
		scale := func(_ int, v float64) float64 { return c * v }
		got := logProb(t, mapped(samples, scale), mapped(x, scale), c*0.1)[0]
		for i := range got {
			got[i] += float64(x.D) * math.Log(c)
		}
		agree(t, fmt.Sprintf("scaled by 2^%d", log2c), got, want, 2)
	}
}

func TestOneSampleIsAGaussian(t *testing.T) {
	// log N(0.5; 0, 2²) = −log 2 − log(2π)/2 − 1/32 = −1.6433357137646178
	got := logProb(t, Points{1, 1, []float32{0}}, Points{1, 1, []float32{0.5}}, 2)[0][0]
	if math.Abs(got+1.6433357137646178) > 1e-14 {
		t.Errorf("log density %.17g, want -1.6433357137646178", got)
	}
	// In 784 dimensions at the mean: −784·log(0.2·√2π) = 541.345402…
	zero := points(1, 784, func(int, int) float64 { return 0 })
	got = logProb(t, zero, zero, 0.2)[0][0]
	if want := -784 * math.Log(0.2*math.Sqrt(2*math.Pi)); math.Abs(got-want) > 1e-10 {
		t.Errorf("log density %.17g at the mean, want %.17g", got, want)
	}
}

func TestDensityIntegratesToOne(t *testing.T) {
	const step = 1.0 / 64 // of the trapezoidal rule, exact to 1e-15 for σ ≥ 4 steps
	x := points(64*24, 1, func(i, _ int) float64 { return step*float64(i) - 12 })
	samples := Points{5, 1, []float32{-3, -0.1, 0, 0.125, 2.5}}
	sigmas := []float64{1. / 16, 0.3, 1}
	for j, lls := range logProb(t, samples, x, sigmas...) {
		var integral float64
		for _, ll := range lls {
			integral += step * math.Exp(ll)
		}
		if math.Abs(integral-1) > 1e-4 {
			t.Errorf("sigma %g: density integrates to %.10g", sigmas[j], integral)
		}
	}
}

// TestGaussianData uses the quantiles of N(0,1) as samples and as data. The window is then nearly N(0, 1+σ²), whose mean log density under
// N(0,1) is −log(2π(1+σ²))/2 − 1/(2(1+σ²)).
func TestGaussianData(t *testing.T) {
	quantiles := func(n int) Points {
		return points(n, 1, func(i, _ int) float64 { return math.Sqrt2 * math.Erfinv((2*float64(i)+1)/float64(n)-1) })
	}
	for _, sigma := range []float64{0.2, 0.5, 1} {
		v := 1 + sigma*sigma
		want := -math.Log(2*math.Pi*v)/2 - 1/(2*v)
		for n, tolerance := range map[int]float64{50: 3e-2, 500: 3e-3, 2000: 1e-3} {
			got := mean(logProb(t, quantiles(n), quantiles(1000), sigma)[0])
			if math.Abs(got-want) > tolerance {
				t.Errorf("sigma %g, %d samples: mean log density %g, want %g within %g", sigma, n, got, want, tolerance)
			}
		}
	}
}

func TestErrors(t *testing.T) {
	ctx := context.Background()
	nan, inf := float32(math.NaN()), float32(math.Inf(-1))
	good := Points{2, 2, []float32{0, 1, 2, 3}}
	check := func(err error, want string) {
		t.Helper()
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one that says %q", err, want)
		}
	}
	for _, c := range []struct {
		p    Points
		want string
	}{
		{Points{}, "0 points of 0 values: need"},
		{Points{0, 2, nil}, "0 points of 2 values: need"},
		{Points{2, 0, nil}, "2 points of 0 values: need"},
		{Points{-1, -2, []float32{1, 2}}, "need at least one"},
		{Points{2, 2, []float32{1, 2, 3}}, "data holds 3 values"},
		{Points{1 << 62, 4, nil}, "data holds 0 values"},
		{Points{2, 2, []float32{1, 2, nan, 4}}, "row 1, column 0 is NaN"},
		{Points{2, 2, []float32{1, inf, 3, 4}}, "row 0, column 1 is -Inf"},
	} {
		_, err := New(c.p)
		check(err, "samples: ")
		check(err, c.want)
		_, err = newEstimator(t, good).LogProb(ctx, c.p, []float64{1})
		check(err, "points: ")
		check(err, c.want)
	}
	e := newEstimator(t, good)
	for _, sigma := range []float64{0, -1, math.NaN(), math.Inf(1), math.Inf(-1), 1e-200, 1e200} {
		_, err := e.LogProb(ctx, good, []float64{1, sigma})
		check(err, fmt.Sprintf("sigma %v (number 2 of 2)", sigma))
		_, err = e.Score(ctx, good, sigma)
		check(err, fmt.Sprintf("sigma %v", sigma))
	}
	_, err := e.LogProb(ctx, good, nil)
	check(err, "no sigma")
	_, err = e.Choose(ctx, good, nil)
	check(err, "no sigma")
	_, err = e.LogProb(ctx, Points{1, 3, []float32{1, 2, 3}}, []float64{1})
	check(err, "points have 3 values, the samples 2")
	_, err = new(Estimator).LogProb(ctx, good, []float64{1})
	check(err, "make it with New")
}

// A patient is a context that is cancelled after a given number of calls of Err.
type patient struct {
	context.Context
	left atomic.Int64
}

func (p *patient) Err() error {
	if p.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// TestCancel checks that ctx is asked at least once per tile.
func TestCancel(t *testing.T) {
	r := newRand()
	e := newEstimator(t, pixels(r, 2*tileCols, 2))
	for _, n := range []int{fewPoints, 3 * tileRows} {
		x := pixels(r, n, 2)
		for _, asked := range []int64{0, 1, 2, 3} {
			ctx := &patient{Context: context.Background()}
			ctx.left.Store(asked)
			points := int64(0)
			e.Progress = func(pairs int64) { points = pairs / tileCols }
			lls, err := e.LogProb(ctx, x, []float64{1})
			if !errors.Is(err, context.Canceled) || lls != nil {
				t.Errorf("%d points, cancelled when asked %d times: %v, error %v", n, asked, lls != nil, err)
			}
			if points > asked*tileRows {
				t.Errorf("%d points, cancelled when asked %d times: %d were done", n, asked, points)
			}
		}
	}
}

func TestProgress(t *testing.T) {
	r := newRand()
	e := newEstimator(t, pixels(r, tileCols+10, 1))
	x := pixels(r, tileRows+3, 1)
	var calls []int64
	e.Progress = func(pairs int64) { calls = append(calls, pairs) }
	if _, err := e.LogProb(context.Background(), x, []float64{1}); err != nil {
		t.Fatal(err)
	}
	if len(calls) < 4 || !slices.IsSorted(calls) || calls[len(calls)-1] != int64(x.N*(tileCols+10)) {
		t.Errorf("progress %v of %d pairs", calls, x.N*(tileCols+10))
	}
}
