package divergence

import (
	"math"
	"slices"

	"gan2014/internal/elementary"
	"gan2014/internal/rng"
)

// A Mixture is Σₖ wₖ·pₖ(x). The weights are above 0 and their sum is 1.
type Mixture []Part

// A Part is one density of a mixture.
type Part struct {
	Weight float64
	Density
}

func (m Mixture) Prob(x float64) float64 {
	sum := 0.
	for _, part := range m {
		sum += float64(part.Weight * part.Prob(x))
	}
	return sum
}

func (m Mixture) LogProb(x float64) float64 {
	logs := make([]float64, len(m))
	for k, part := range m {
		logs[k] = elementary.Log(part.Weight) + part.LogProb(x)
	}
	most := slices.Max(logs)
	if math.IsInf(most, -1) {
		return most
	}
	sum := 0.
	for _, l := range logs {
		sum += elementary.Exp(l - most)
	}
	return most + elementary.Log(sum)
}

// Support returns the smallest interval that contains the supports of all parts. The density may be 0 in gaps of it.
func (m Mixture) Support() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, part := range m {
		l, h := part.Support()
		low, high = min(low, l), max(high, h)
	}
	return low, high
}

func (m Mixture) Knots() []float64 {
	var all []float64
	for _, part := range m {
		all = append(all, part.Knots()...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Moments computes mean and standard deviation from the parts' moments: the variance is the mean of the parts' variances plus the variance
// of their means.
func (m Mixture) Moments() (mean, sd float64) {
	for _, part := range m {
		mu, _ := part.Moments()
		mean += float64(part.Weight * mu)
	}
	variance := 0.
	for _, part := range m {
		mu, sigma := part.Moments()
		variance += float64(part.Weight * (float64(sigma*sigma) + float64((mu-mean)*(mu-mean))))
	}
	return mean, math.Sqrt(variance)
}

// Draw chooses a part with the probability of its weight and draws from it.
func (m Mixture) Draw(noise rng.Stream) float64 {
	left := noise.Float64()
	for _, part := range m[:len(m)-1] {
		if left -= part.Weight; left < 0 {
			return part.Draw(noise)
		}
	}
	return m[len(m)-1].Draw(noise)
}
