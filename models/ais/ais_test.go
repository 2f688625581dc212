package ais

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"
	"gan2014/parzen"
)

// linear returns the decoder x = Wz + b with so many values of z and of x.
func linear(latent, values int) Decoder {
	net := nn.NewNet[float32]("G", latent, []nn.Layer{{Kind: "linear", Units: values, IRange: 1}}, 1)
	rng.Uniform(rng.For(1, "bias"), net.Params[1].Value.Data, -.5, .5)
	return Decoder{net, Normal}
}

// exact returns log N(x; b, WWᵀ + σ²I) of each image, by Cholesky's method.
func exact(d Decoder, images nn.Matrix[float32], sigma float64) (lls []float64) {
	w, b, n := d.Net.Params[0].Value, d.Net.Params[1].Value.Data, images.Cols
	l := make([][]float64, n)
	for i := range n {
		l[i] = make([]float64, n)
		for j := range i + 1 {
			sum := 0.0
			for k := range w.Rows {
				sum += float64(w.Row(k)[i]) * float64(w.Row(k)[j])
			}
			if i == j {
				sum += sigma * sigma
			}
			for k := range j {
				sum -= l[i][k] * l[j][k]
			}
			if i == j {
				l[i][i] = math.Sqrt(sum)
			} else {
				l[i][j] = sum / l[j][j]
			}
		}
	}
	for row := range images.Rows {
		ll, y := logNormaliser(n, 1), make([]float64, n)
		for i := range n {
			y[i] = float64(images.Row(row)[i]) - float64(b[i])
			for k := range i {
				y[i] -= l[i][k] * y[k]
			}
			y[i] /= l[i][i]
			ll -= y[i]*y[i]/2 + math.Log(l[i][i])
		}
		lls = append(lls, ll)
	}
	return lls
}

func mean(x []float64) (sum float64) {
	for _, v := range x {
		sum += v / float64(len(x))
	}
	return sum
}

// TestLinearDecoder compares both bounds with the exact likelihood of a linear decoder: the lower bound lies below it and the upper one above,
// within the noise of the images, and the gap shrinks as the number of distributions grows.
func TestLinearDecoder(t *testing.T) {
	d := linear(6, 30)
	before := math.Inf(1)
	for _, steps := range []int{20, 100, 500} {
		r := Recipe{Sigmas: []float64{.1}, Steps: steps, Leaps: 10, Chains: 16}
		s, err := r.Simulate(d, 8, 3)
		if err != nil {
			t.Fatal(err)
		}
		lengths, err := r.Pilot(t.Context(), d, s.Images, 4)
		if err != nil {
			t.Fatal(err)
		}
		low, err := r.Estimate(t.Context(), d, s.Images, lengths, 5)
		if err != nil {
			t.Fatal(err)
		}
		high, err := r.UpperBound(t.Context(), d, s, lengths, 6)
		if err != nil {
			t.Fatal(err)
		}
		truth, lower, upper := mean(exact(d, s.Images, .1)), mean(low.LL[0]), mean(high)
		gap := upper - lower
		t.Logf("%d distributions: %.2f, exact %.2f, %.2f; gap %.2f; %.0f %% accepted", steps, lower, truth, upper, gap, 100*low.Accepted)
		const noise = .5 // nats
		if lower > truth+noise || upper < truth-noise {
			t.Errorf("%d distributions: %.2f to %.2f does not contain %.2f", steps, lower, upper, truth)
		}
		if gap > before/2 {
			t.Errorf("%d distributions have a gap of %.2f, fewer had %.2f", steps, gap, before)
		}
		before = max(gap, .5)
	}
}

// TestCurve compares the likelihoods at several σ of one run with the exact ones.
func TestCurve(t *testing.T) {
	d := linear(4, 20)
	r := Recipe{Sigmas: []float64{.1, .2, .5, 1}, Steps: 400, Leaps: 10, Chains: 16}
	s, err := r.Simulate(d, 6, 3)
	if err != nil {
		t.Fatal(err)
	}
	lengths, err := r.Pilot(t.Context(), d, s.Images, 4)
	if err != nil {
		t.Fatal(err)
	}
	e, err := r.Estimate(t.Context(), d, s.Images, lengths, 5)
	if err != nil {
		t.Fatal(err)
	}
	for j, sigma := range r.Sigmas {
		if got, want := mean(e.LL[j]), mean(exact(d, s.Images, sigma)); math.Abs(got-want) > 1 {
			t.Errorf("σ %g: %.2f nats, exact %.2f", sigma, got, want)
		}
	}
}

// curved returns a decoder of one value of z with a hidden layer.
func curved(prior Prior) Decoder {
	net := nn.NewNet[float32]("G", 1, []nn.Layer{{Kind: "sigmoid", Units: 8, IRange: 3}, {Kind: "linear", Units: 3, IRange: 1}}, 2)
	return Decoder{net, prior}
}

// grid integrates exp(fit) over z by the sum on a fine grid of e: log p(x) of each image.
func grid(t *testing.T, d Decoder, images nn.Matrix[float32], sigma float64) (lls []float64) {
	t.Helper()
	const n, end = 4001, 30.
	for row := range images.Rows {
		x := nn.NewMatrix[float32](n, images.Cols)
		for i := range n {
			copy(x.Row(i), images.Row(row))
		}
		of, err := newDistances(d, x)
		if err != nil {
			t.Fatal(err)
		}
		e, squares, slopes := make([]float64, n), make([]float64, n), make([]float64, n)
		for i := range e {
			e[i] = end * (2*float64(i)/(n-1) - 1)
		}
		if err := of.at(e, squares, slopes); err != nil {
			t.Fatal(err)
		}
		sum, total := 0.0, 0.0
		for i := range e {
			u, _ := d.Prior.energy(e[i])
			sum += math.Exp(-u - squares[i]/(2*sigma*sigma))
			total += math.Exp(-u)
		}
		lls = append(lls, math.Log(sum/total)+logNormaliser(images.Cols, sigma*sigma))
	}
	return lls
}

// TestOneValueOfNoise compares the estimate with the integral over one value of z, for both priors, image by image.
func TestOneValueOfNoise(t *testing.T) {
	for _, prior := range []Prior{Normal, Uniform} {
		d := curved(prior)
		r := Recipe{Sigmas: []float64{.1}, Steps: 200, Leaps: 5, Chains: 64}
		s, err := r.Simulate(d, 5, 3)
		if err != nil {
			t.Fatal(err)
		}
		lengths, err := r.Pilot(t.Context(), d, s.Images, 4)
		if err != nil {
			t.Fatal(err)
		}
		e, err := r.Estimate(t.Context(), d, s.Images, lengths, 5)
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range grid(t, d, s.Images, .1) {
			if got := e.LL[0][i]; math.Abs(got-want) > .3 {
				t.Errorf("%s prior, image %d: %.3f nats, by the integral %.3f", prior, i, got, want)
			}
		}
	}
}

// TestTwoDistributionsAreAParzenWindow checks that without distributions between prior and posterior the estimate is that of a Parzen window on the
// same samples.
func TestTwoDistributionsAreAParzenWindow(t *testing.T) {
	d := linear(3, 10)
	r := Recipe{Sigmas: []float64{.7}, Steps: 2, Leaps: 1, Chains: 50}
	s, err := r.Simulate(d, 4, 3)
	if err != nil {
		t.Fatal(err)
	}
	if betas := r.schedule(); !slices.Equal(betas, []float64{0, 1}) {
		t.Fatalf("schedule %v", betas)
	}
	e, err := r.Estimate(t.Context(), d, s.Images, Steps{.01, .01}, 5)
	if err != nil {
		t.Fatal(err)
	}
	c, _, err := r.begin("estimate", "", d, s.Images, 5)
	if err != nil {
		t.Fatal(err)
	}
	for i := range s.Images.Rows {
		samples := parzen.Points{N: r.Chains, D: 10, Data: slices.Clone(c.of.image.Data[i*r.Chains*10 : (i+1)*r.Chains*10])}
		window, err := parzen.New(samples)
		if err != nil {
			t.Fatal(err)
		}
		want, err := window.LogProb(t.Context(), parzen.Points{N: 1, D: 10, Data: s.Images.Row(i)}, r.Sigmas)
		if err != nil {
			t.Fatal(err)
		}
		if got := e.LL[0][i]; math.Abs(got-want[0][0]) > 1e-4 {
			t.Errorf("image %d: %.6f nats, by a Parzen window %.6f", i, got, want[0][0])
		}
	}
}

// TestTrajectoriesKeepTheDistribution moves chains at β = 0, where they have the prior, and at β = 1 of a linear decoder with one value, whose
// posterior is normal: mean and variance must stay those of the distribution.
func TestTrajectoriesKeepTheDistribution(t *testing.T) {
	net := nn.NewNet[float32]("G", 1, []nn.Layer{{Kind: "linear", Units: 1, IRange: 1}}, 1)
	net.Params[0].Value.Data[0] = 1
	d := Decoder{net, Normal}
	x := nn.NewMatrix[float32](4000, 1)
	for i := range x.Data {
		x.Data[i] = 1
	}
	for _, c := range []struct{ beta, mean, variance float64 }{{0, 0, 1}, {1, .8, .2}} { // σ = .5: the posterior is N(x/(1+σ²), σ²/(1+σ²))
		of, err := newDistances(d, x)
		if err != nil {
			t.Fatal(err)
		}
		chains := newChains(of, .25)
		e := make([]float64, x.Rows)
		Normal.draw(rng.For(1, "start"), e)
		for i := range e {
			e[i] = c.mean + math.Sqrt(c.variance)*e[i]
		}
		if err := chains.begin(e); err != nil {
			t.Fatal(err)
		}
		for k := range 30 {
			accepted, err := chains.move(c.beta, .6, 3, rng.For(2, "move", k))
			if err != nil {
				t.Fatal(err)
			}
			if accepted < .3 || accepted == 1 {
				t.Fatalf("β %g: %.2f of the trajectories are accepted", c.beta, accepted)
			}
		}
		m, v := mean(chains.e), 0.0
		for _, z := range chains.e {
			v += (z - m) * (z - m) / float64(len(chains.e))
		}
		if math.Abs(m-c.mean) > 5*math.Sqrt(c.variance/4000) || math.Abs(v/c.variance-1) > 5*math.Sqrt(2./4000) {
			t.Errorf("β %g: mean %.3f and variance %.3f, want %g and %g", c.beta, m, v, c.mean, c.variance)
		}
		if slices.Equal(chains.e, e) {
			t.Error("the chains have not moved")
		}
	}
}

// TestPriors checks that energies are those of the distribution that is drawn, their derivatives, and that e and z correspond.
func TestPriors(t *testing.T) {
	for _, p := range []Prior{Normal, Uniform} {
		e := make([]float64, 20000)
		p.draw(rng.For(1, "e"), e)
		sum, squares := 0.0, 0.0
		for _, v := range e {
			z, _ := p.latent(v)
			sum, squares = sum+z, squares+z*z
			if back := p.coordinate(z); math.Abs(back-v) > 1e-6*max(1, math.Abs(v)) && math.Abs(v) < 15 {
				t.Fatalf("%s: e is %g, and %g from its z", p, v, back)
			}
		}
		if m, v := sum/20000, squares/20000; math.Abs(m) > .05 || math.Abs(v-1) > .05 {
			t.Errorf("%s: z has mean %.3f and variance %.3f", p, m, v)
		}
		const h = 1e-6
		for _, at := range []float64{-8, -1, 0, .3, 5} {
			above, slope := p.energy(at + h)
			below, _ := p.energy(at - h)
			if fd := (above - below) / (2 * h); math.Abs(fd-slope) > 1e-5 {
				t.Errorf("%s: the derivative of the energy at %g is %g, finite difference %g", p, at, slope, fd)
			}
			z1, s := p.latent(at + h)
			z0, _ := p.latent(at - h)
			if fd := (z1 - z0) / (2 * h); math.Abs(fd-s) > 1e-5 {
				t.Errorf("%s: the derivative of z at %g is %g, finite difference %g", p, at, s, fd)
			}
		}
	}
	integral := func(p Prior, from, to float64) (sum float64) {
		const n = 2000
		for i := range n {
			u, _ := p.energy(from + (float64(i)+.5)*(to-from)/n)
			sum += math.Exp(-u) * (to - from) / n
		}
		return sum
	}
	if share := integral(Uniform, -40, 1) / integral(Uniform, -40, 40); math.Abs(share-1/(1+math.Exp(-1))) > 1e-4 {
		t.Errorf("the share of e below 1 is %.4f, want that of the logistic distribution", share)
	}
}

// TestSameBits checks that the same seed gives the same bits, and another seed others.
func TestSameBits(t *testing.T) {
	d := curved(Uniform)
	r := Recipe{Sigmas: []float64{.2, .4}, Steps: 20, Leaps: 3, Chains: 4}
	s, err := r.Simulate(d, 3, 3)
	if err != nil {
		t.Fatal(err)
	}
	lengths, err := r.Pilot(t.Context(), d, s.Images, 4)
	if err != nil {
		t.Fatal(err)
	}
	estimate := func(seed int64) string {
		e, err := r.Estimate(t.Context(), d, s.Images, lengths, seed)
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(e)
	}
	first := estimate(1)
	if first != estimate(1) || first == estimate(2) {
		t.Error("seeds do not decide the bits")
	}
}

// TestSchedule checks ends and order, and that it has the β of each σ.
func TestSchedule(t *testing.T) {
	r := Recipe{Sigmas: []float64{.4, .1, .2}, Steps: 50}
	betas := r.schedule()
	if betas[0] != 0 || betas[len(betas)-1] != 1 || !slices.IsSorted(betas) || len(betas) != 52 {
		t.Errorf("%d values from %g to %g", len(betas), betas[0], betas[len(betas)-1])
	}
	for _, sigma := range r.Sigmas {
		if !slices.Contains(betas, r.betaOf(sigma)) {
			t.Errorf("no β for σ %g", sigma)
		}
	}
}

// TestSlopes compares the derivatives of the squared distance by e with finite differences, for both priors.
func TestSlopes(t *testing.T) {
	for _, prior := range []Prior{Normal, Uniform} {
		d := Decoder{linear(3, 10).Net, prior}
		x := nn.NewMatrix[float32](2, 10)
		of, err := newDistances(d, x)
		if err != nil {
			t.Fatal(err)
		}
		e, squares, slopes, unused := []float64{.3, -1, 2, .1, .5, -.7}, make([]float64, 2), make([]float64, 6), make([]float64, 6)
		if err := of.at(e, squares, slopes); err != nil {
			t.Fatal(err)
		}
		for i := range e {
			const h = 1e-2
			at := func(v float64) float64 {
				moved := slices.Clone(e)
				moved[i] = v
				if err := of.at(moved, squares, unused); err != nil {
					t.Fatal(err)
				}
				return squares[i/3]
			}
			if fd := (at(e[i]+h) - at(e[i]-h)) / (2 * h); math.Abs(fd-slopes[i]) > 1e-2*max(1, math.Abs(fd)) {
				t.Errorf("%s prior: derivative by e[%d] is %g, finite difference %g", prior, i, slopes[i], fd)
			}
		}
	}
}
