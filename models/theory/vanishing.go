package theory

import (
	"context"
	"fmt"

	"gan2014/internal/divergence"
	"gan2014/internal/rng"
	"gan2014/models/gan"
	"gan2014/models/nn"
	"gan2014/models/theory/figure"
)

// Vanishing shows the divergence that the optimal D measures. It trains D beside a fixed G and measures the gradients that reach G under
// each loss. Samples are about N(d, 1) and data N(0, 1). D should be able to tell all samples from data at d = Far, but not at d = Near.
type Vanishing struct {
	Farthest           float64 // d up to which the divergence is computed
	Far, Near          float64
	Updates            []int // numbers of updates of D after which gradients are measured, rising
	Batch              int   // examples of data, and of samples
	LearningRate       float64
	Momentum           float64
	DiscriminatorUnits int // of four pieces each
}

// Compute trains a D at both distances.
func (s Vanishing) Compute(ctx context.Context, _ Digits, seed int64, progress func(done, total int)) (Result, error) {
	last := s.Updates[len(s.Updates)-1]
	apart, err := s.poorGenerator(s.Far, seed).run(ctx, s.Updates, func(done int) { progress(done, 2*last) })
	if err != nil {
		return Result{}, err
	}
	mixed, err := s.poorGenerator(s.Near, seed).run(ctx, s.Updates, func(done int) { progress(last+done, 2*last) })
	if err != nil {
		return Result{}, err
	}
	lines, findings := saturation(s.Farthest)
	lines = append(lines, apart.lines(figure.Gradients)...)
	lines = append(lines, Line{figure.Gradients, fmt.Sprintf("log(1 − D) at distance %g", s.Near), mixed.saturating})
	where := fmt.Sprintf("data are N(0, 1), samples about N(%g, 1)", s.Far)
	return Result{
		Lines:    lines,
		Findings: append(findings, apart.fades("vanishing", where), apart.keeps("vanishing", where), mixed.teaches(s.Near)),
	}, nil
}

// poorGenerator returns an affine G and a small D. G(z) is normal; its variance, the sum of the squares of 16 random
// weights, is 1 on average over seeds.
func (s Vanishing) poorGenerator(distance float64, seed int64) frozenG {
	const values, sample = 16, 10_000
	config := gan.Config{
		Noise: gan.Noise{Kind: "gaussian", Size: values},
		Batch: s.Batch,
		Stages: []gan.Stage{{
			Generator: []nn.Layer{{Kind: "linear", Units: 1, IRange: .433, Bias: []float64{distance}}}, // of variance 1/16
			Discriminator: []nn.Layer{
				{Kind: "maxout", Units: s.DiscriminatorUnits, Pieces: 4, IRange: .1},
				{Kind: "linear", Units: 1, IRange: .1},
			},
			Rate:     nn.Decay{Start: s.LearningRate, Factor: 1},
			Momentum: nn.Ramp{Start: s.Momentum, End: s.Momentum},
		}},
	}
	data := divergence.Normal{Mu: 0, Sigma: 1}
	return frozenG{
		trainer: gan.New(config, nn.NewMatrix[float32](0, 1), seed, "theory"),
		data: func(n int, noise rng.Stream) nn.Matrix[float32] {
			x := nn.NewMatrix[float32](n, 1)
			for i := range x.Data {
				x.Data[i] = float32(data.Draw(noise))
			}
			return x
		},
		batch:  s.Batch,
		sample: sample,
		seed:   seed,
	}
}

// teaches tests whether the gradient under log(1−D) stays, because even the best D = p/(p+q) takes some samples for data.
func (c gradientTrace) teaches(distance float64) Finding {
	const kept = 2 // times
	most, last := largest(c.saturating), c.saturating[len(c.saturating)-1]
	return Finding{
		Figure: "vanishing",
		Claim:  "Where p and q overlap, even D = p/(p+q) cannot reject all samples with confidence: log(1 − D) goes on teaching G.",
		Source: "follows from the paper's Proposition 1",
		Measured: textf("with samples about N(%g, 1) the gradient's norm under log(1 − D) is %.2g after %.0f updates of D, where the mean of "+
			"D(G(z)) is %.2g; at most it was %.2g.", distance, last.Y, last.X, c.meanDOfSamples[len(c.meanDOfSamples)-1], most.Y),
		Holds: last.Low > most.Y/kept,
	}
}
