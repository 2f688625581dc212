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

// The distances between the means of samples, about N(d, 1), and data, N(0, 1). D can tell all samples from data at far, but not at near.
const (
	far  = 8
	near = 4
)

var vanishingUpdates = []int{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000}

// vanishing shows the divergence that the optimal D measures. It trains D beside a fixed G and measures the gradients that reach G under
// each loss.
func vanishing(ctx context.Context, seed int64, progress func(done, total int)) (Result, error) {
	return vanishingFor(ctx, vanishingUpdates, seed, progress)
}

func vanishingFor(ctx context.Context, updates []int, seed int64, progress func(done, total int)) (Result, error) {
	last := updates[len(updates)-1]
	apart, err := poorGenerator(far, seed).run(ctx, updates, func(done int) { progress(done, 2*last) })
	if err != nil {
		return Result{}, err
	}
	mixed, err := poorGenerator(near, seed).run(ctx, updates, func(done int) { progress(last+done, 2*last) })
	if err != nil {
		return Result{}, err
	}
	lines, findings := saturation()
	lines = append(lines, apart.lines(figure.Gradients)...)
	lines = append(lines, Line{figure.Gradients, fmt.Sprintf("log(1 − D) at distance %d", near), mixed.saturating})
	where := fmt.Sprintf("data are N(0, 1), samples about N(%d, 1)", far)
	return Result{
		Lines:    lines,
		Findings: append(findings, apart.fades("vanishing", where), apart.keeps("vanishing", where), mixed.teaches()),
	}, nil
}

// poorGenerator returns an affine G and a small D. G(z) is normal; its variance, the sum of the squares of 16 random
// weights, is 1 on average over seeds.
func poorGenerator(distance float64, seed int64) frozenG {
	const values, batch, sample = 16, 100, 10_000
	config := gan.Config{
		Noise: gan.Noise{Kind: "gaussian", Size: values},
		Batch: batch,
		Stages: []gan.Stage{{
			Generator: []nn.Layer{{Kind: "linear", Units: 1, IRange: .433, Bias: []float64{distance}}}, // of variance 1/16
			Discriminator: []nn.Layer{
				{Kind: "maxout", Units: 16, Pieces: 4, IRange: .1},
				{Kind: "linear", Units: 1, IRange: .1},
			},
			Rate:     nn.Decay{Start: .1, Factor: 1},
			Momentum: nn.Ramp{Start: .5, End: .5},
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
		batch:  batch,
		sample: sample,
		seed:   seed,
	}
}

// teaches tests whether the gradient under log(1−D) stays, because even the best D = p/(p+q) takes some samples for data.
func (c gradientTrace) teaches() Finding {
	const kept = 2 // times
	most, last := largest(c.saturating), c.saturating[len(c.saturating)-1]
	return Finding{
		Figure: "vanishing",
		Claim:  "Where p and q overlap, even D = p/(p+q) cannot reject all samples with confidence: log(1 − D) goes on teaching G.",
		Source: "follows from the paper's Proposition 1",
		Measured: textf("with samples about N(%d, 1) the gradient's norm under log(1 − D) is %.2g after %.0f updates of D, where the mean of "+
			"D(G(z)) is %.2g; at most it was %.2g.", near, last.Y, last.X, c.meanDOfSamples[len(c.meanDOfSamples)-1], most.Y),
		Holds: last.Low > most.Y/kept,
	}
}
