package theory

import (
	"context"
	"math"

	"gan2014/internal/divergence"
	"gan2014/internal/elementary"
	"gan2014/internal/rng"
	"gan2014/models/theory/figure"
)

// likelihoodPoints is the number of points of [−6, 6] that have probabilities.
const likelihoodPoints = 121

// likelihood trains a net by maximum likelihood and compares, along the training, the mean of −log q over fresh draws with KL(p‖q). q is a net's
// output at each point, exponentiated and scaled to sum to 1.
func (s Divergences) likelihood(ctx context.Context, seed int64) ([]Line, Finding, error) {
	p := pointProbabilities(Mixture([]Mode{{.55, -2, .5}, {.45, 2, 1}}))
	net := newDensityNet(s.Units, rng.For(seed, "divergences/net"))
	draw, entropy := drawFrom(p), 0.0
	for _, v := range p {
		if v > 0 {
			entropy -= float64(v * elementary.Log(v))
		}
	}
	const fresh = 20_000
	var exact, measured []Point
	worst := 0.0 // in standard errors
	for update := 0; update <= s.Updates; update++ {
		if err := ctx.Err(); err != nil {
			return nil, Finding{}, err
		}
		q := net.probabilities()
		if update > 0 && (update == s.Updates || update&(update-1) == 0) { // powers of two, and the last
			kl := finiteKL(p, q)
			mean, stdErr := meanLoss(q, draw, fresh, rng.For(seed, "divergences/fresh", update))
			exact = append(exact, exactPoint(float64(update), kl+entropy))
			measured = append(measured, Point{float64(update), mean, mean - float64(1.96*stdErr), mean + float64(1.96*stdErr)})
			worst = max(worst, math.Abs(mean-entropy-kl)/stdErr)
		}
		if update == s.Updates {
			break
		}
		counts := make([]float64, likelihoodPoints)
		noise := rng.For(seed, "divergences/batch", update)
		for range s.Batch {
			counts[draw(noise)] += 1 / float64(s.Batch)
		}
		rate := s.LearningRate
		if update >= s.Updates/2 { // where the error is smaller than the noise of a batch
			rate /= 10
		}
		net.descend(counts, q, rate)
	}
	flat := []Point{exactPoint(1, entropy), exactPoint(float64(s.Updates), entropy)}
	first, last := exact[0].Y-entropy, exact[len(exact)-1].Y-entropy
	return []Line{{figure.MaximumLikelihood, "KL(p‖q) + entropy of p", exact}, {figure.MaximumLikelihood, "mean of −log q", measured}, {figure.MaximumLikelihood, "entropy of p", flat}}, Finding{
		Figure: "divergences",
		Claim:  "Maximum likelihood minimises KL(p‖q), of nets too: the mean of −log q over draws from p is KL(p‖q) and the entropy of p, which no net changes.",
		Source: "Goodfellow, Bengio and Courville 2016, section 5.5",
		Measured: textf("a net that is trained by likelihood alone brings KL from %.3f to %.4f nats; along the way both differ by at most %.1f standard errors of the mean.",
			first, last, worst),
		Holds: last < .02 && last < first/10 && worst < 5,
	}, nil
}

// pointProbabilities returns a density at each point, scaled to sum to 1.
func pointProbabilities(of divergence.Density) []float64 {
	p := make([]float64, likelihoodPoints)
	for i := range p {
		p[i] = of.Prob(placeOf(i, len(p)))
	}
	scaleToOne(p)
	return p
}

// drawFrom returns a function that draws a point with the given probabilities.
func drawFrom(p []float64) func(rng.Stream) int {
	sums, total := make([]float64, len(p)), 0.0
	for i, v := range p {
		total += v
		sums[i] = total
	}
	return func(s rng.Stream) int {
		u := s.Float64()
		for i, sum := range sums {
			if u < sum {
				return i
			}
		}
		return len(p) - 1
	}
}

// meanLoss returns the mean of −log q over draws, with its standard error.
func meanLoss(q []float64, draw func(rng.Stream) int, n int, s rng.Stream) (mean, stdErr float64) {
	sum, squares := 0.0, 0.0
	for range n {
		v := -elementary.Log(q[draw(s)])
		sum += v
		squares += float64(v * v)
	}
	mean = sum / float64(n)
	return mean, math.Sqrt(max(0, squares/float64(n)-float64(mean*mean)) / float64(n))
}

func finiteKL(p, q []float64) (kl float64) {
	for i, v := range p {
		if v > 0 {
			kl += float64(v * elementary.Log(v/q[i]))
		}
	}
	return kl
}

// A densityNet gives each point the logit Σ v·tanh(w·x + b).
type densityNet struct{ w, b, v []float64 }

func newDensityNet(units int, s rng.Stream) *densityNet {
	n := &densityNet{make([]float64, units), make([]float64, units), make([]float64, units)}
	for i := range units {
		n.w[i], n.b[i], n.v[i] = s.NormFloat64(), 2*s.NormFloat64(), s.NormFloat64()/math.Sqrt(float64(units))
	}
	return n
}

func (n *densityNet) probabilities() []float64 {
	q := make([]float64, likelihoodPoints)
	most := math.Inf(-1)
	for i := range q {
		x := placeOf(i, len(q))
		for k, w := range n.w {
			q[i] += float64(n.v[k] * elementary.Tanh(float64(w*x)+n.b[k]))
		}
		most = max(most, q[i])
	}
	for i, v := range q {
		q[i] = elementary.Exp(v - most)
	}
	scaleToOne(q)
	return q
}

// descend makes a step along the gradient of −Σ counts·log q by the parameters: the derivative by the logit of a point is q − counts.
func (n *densityNet) descend(counts, q []float64, rate float64) {
	for k := range n.w {
		var byW, byB, byV float64
		for i := range q {
			x := placeOf(i, len(q))
			h, slope := elementary.Tanh(float64(n.w[k]*x)+n.b[k]), q[i]-counts[i]
			byV += float64(slope * h)
			inner := float64(float64(slope*n.v[k]) * (1 - float64(h*h)))
			byB += inner
			byW += float64(inner * x)
		}
		n.w[k] -= float64(rate * byW)
		n.b[k] -= float64(rate * byB)
		n.v[k] -= float64(rate * byV)
	}
}
