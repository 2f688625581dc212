package ais

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"gan2014/internal/elementary"
	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// Steps are the lengths of leapfrog steps at each β of a schedule. A pilot chooses them; they must not change while weights are computed.
type Steps []float64

// Pilot chooses the lengths on a few images: at each distribution it makes a few trajectories, and a length grows by 10 % if on average more than
// 65 % are accepted, and shrinks else.
//
// Wu et al. (2017) change a length by 2 % after each of 10,000 trajectories. With few distributions that is too slow.
func (r Recipe) Pilot(ctx context.Context, d Decoder, images nn.Matrix[float32], seed int64) (Steps, error) {
	c, s, err := r.begin("pilot", r.digest(d, images, nil, seed), d, images, seed)
	if err != nil {
		return nil, err
	}
	betas := r.schedule()
	if s.Steps == nil {
		s.Steps, s.Step, s.Share = make(Steps, len(betas)), .5, .65
	}
	err = r.through(ctx, "pilot", &s, c, func(t int) error { return r.try(c, &s, betas[t], t, seed) })
	return s.Steps, err
}

// try makes trajectories of the pilot at a distribution.
func (r Recipe) try(c *chains, s *state, beta float64, t int, seed int64) error {
	const tries = 5
	for try := range tries {
		share, err := c.move(beta, s.Step, r.Leaps, rng.For(seed, "ais/pilot", t, try))
		if err != nil {
			return err
		}
		s.Share = float64(.8*s.Share) + float64(.2*share)
		if s.Share > .65 {
			s.Step *= 1.1
		} else {
			s.Step /= 1.1
		}
		s.Step = min(max(s.Step, 1e-4), .5)
	}
	s.Steps[t] = s.Step
	return nil
}

// An Estimate is the log-likelihood of images, in nats.
type Estimate struct {
	LL       [][]float64        // element [j][i] is of the j-th σ of the recipe and image i: on average a lower bound
	Accepted float64            // share of accepted trajectories
	Best     nn.Matrix[float32] // for each image the output for the z of one chain at the end, drawn by the weights of the chains: of the posterior given the image
}

// Estimate anneals chains for each image. steps come from a Pilot, with another seed.
func (r Recipe) Estimate(ctx context.Context, d Decoder, images nn.Matrix[float32], steps Steps, seed int64) (Estimate, error) {
	return r.estimate(ctx, "estimate", d, images, steps, seed)
}

// LowerBound is Estimate for simulated images: it is kept apart from that of the test images.
func (r Recipe) LowerBound(ctx context.Context, d Decoder, s Simulated, steps Steps, seed int64) (Estimate, error) {
	return r.estimate(ctx, "simulated", d, s.Images, steps, seed)
}

func (r Recipe) estimate(ctx context.Context, stage string, d Decoder, images nn.Matrix[float32], steps Steps, seed int64) (e Estimate, err error) {
	betas := r.schedule()
	if len(steps) != len(betas) {
		return e, fmt.Errorf("%d lengths of steps for %d distributions", len(steps), len(betas))
	}
	c, s, err := r.begin(stage, r.digest(d, images, steps, seed), d, images, seed)
	if err != nil {
		return e, err
	}
	if s.LL == nil {
		s.LL, s.LogWeights = make([][]float64, len(r.Sigmas)), make([]float64, c.of.x.Rows)
	}
	if err := r.through(ctx, stage, &s, c, func(t int) error {
		for i := range s.LogWeights {
			s.LogWeights[i] += float64((betas[t] - betas[t-1]) * c.fit(i))
		}
		for j, sigma := range r.Sigmas {
			if r.betaOf(sigma) == betas[t] {
				s.LL[j] = r.likelihoods(s.LogWeights, images.Cols, sigma)
			}
		}
		share, err := c.move(betas[t], steps[t], r.Leaps, rng.For(seed, "ais/move", t))
		s.Accepted += share / float64(len(betas)-1)
		return err
	}); err != nil {
		return e, err
	}
	if err := c.begin(c.e); err != nil { // rejected trajectories have left other images
		return e, err
	}
	return Estimate{s.LL, s.Accepted, r.posterior(c, s.LogWeights, rng.For(seed, "ais/posterior"))}, nil
}

// begin returns the chains of all images: where a kept state has them, or drawn from the prior. The chains of an image follow each other.
func (r Recipe) begin(stage, of string, d Decoder, images nn.Matrix[float32], seed int64) (*chains, state, error) {
	c, err := r.chains(d, images, r.Chains)
	if err != nil {
		return nil, state{}, err
	}
	s, found := r.Keep.load(stage, of)
	if found && len(s.E) == len(c.e) {
		return c, s, c.begin(s.E)
	}
	e := make([]float64, len(c.e))
	d.Prior.draw(rng.For(seed, "ais/prior"), e)
	return c, state{Of: of, Next: 1}, c.begin(e)
}

// through calls move with the number of each distribution that is left, and keeps the state. When ctx ends it stops between two of them.
func (r Recipe) through(ctx context.Context, stage string, s *state, c *chains, move func(t int) error) error {
	for n := len(r.schedule()); s.Next < n; {
		if err := ctx.Err(); err != nil {
			s.E = c.e
			return errors.Join(err, r.Keep.save(stage, *s, true))
		}
		if err := move(s.Next); err != nil {
			return err
		}
		s.Next++
		s.E = c.e
		if err := r.Keep.save(stage, *s, s.Next == n); err != nil {
			return err
		}
	}
	return nil
}

func (r Recipe) chains(d Decoder, images nn.Matrix[float32], each int) (*chains, error) {
	x := nn.NewMatrix[float32](images.Rows*each, images.Cols)
	for i := range x.Rows {
		copy(x.Row(i), images.Row(i/each))
	}
	of, err := newDistances(d, x)
	if err != nil {
		return nil, err
	}
	return newChains(of, r.smallest()*r.smallest()), nil
}

// likelihoods returns the log-likelihood of each image at the σ that the weights have reached.
func (r Recipe) likelihoods(logWeights []float64, dims int, sigma float64) (lls []float64) {
	for weights := range slices.Chunk(logWeights, r.Chains) {
		lls = append(lls, logMeanExp(weights)+logNormaliser(dims, sigma*sigma))
	}
	return lls
}

// posterior draws one chain of each image by the weights and returns its output.
func (r Recipe) posterior(c *chains, logWeights []float64, s rng.Stream) nn.Matrix[float32] {
	drawn := nn.NewMatrix[float32](len(logWeights)/r.Chains, c.of.x.Cols)
	for i := range drawn.Rows {
		weights := logWeights[i*r.Chains : (i+1)*r.Chains]
		total, u := logMeanExp(weights), s.Float64()
		chosen := 0
		for k, w := range weights {
			chosen = k
			if u -= elementary.Exp(w-total) / float64(r.Chains); u < 0 {
				break
			}
		}
		copy(drawn.Row(i), c.of.image.Row(i*r.Chains+chosen))
	}
	return drawn
}

// Simulated are images that a decoder has made, x = G(z) + σ·noise, with their z.
type Simulated struct{ Images, Noise nn.Matrix[float32] }

// UpperBound returns the log-likelihood of simulated images at the smallest σ of the recipe, on average an upper bound: chains go back from the z
// of the image, which is an exact draw of its posterior.
func (r Recipe) UpperBound(ctx context.Context, d Decoder, s Simulated, steps Steps, seed int64) ([]float64, error) {
	betas := r.schedule()
	c, err := r.chains(d, s.Images, 1)
	if err != nil {
		return nil, err
	}
	kept, found := r.Keep.load("back", r.digest(d, s.Images, steps, seed))
	if !found {
		kept = r.ends(d, s, steps, seed)
	}
	if err := c.begin(kept.E); err != nil {
		return nil, err
	}
	err = r.through(ctx, "back", &kept, c, func(n int) error {
		t := len(betas) - n
		if _, err := c.move(betas[t], steps[t], r.Leaps, rng.For(seed, "ais/back", t)); err != nil {
			return err
		}
		for i := range kept.LogWeights {
			kept.LogWeights[i] += float64((betas[t] - betas[t-1]) * c.fit(i))
		}
		return nil
	})
	return kept.LogWeights, err
}

// ends returns the state of chains at the z of simulated images, with the constants of their likelihoods.
func (r Recipe) ends(d Decoder, s Simulated, steps Steps, seed int64) state {
	of := state{Of: r.digest(d, s.Images, steps, seed), Next: 1}
	for _, z := range s.Noise.Data {
		of.E = append(of.E, d.Prior.coordinate(float64(z)))
	}
	for range s.Images.Rows {
		of.LogWeights = append(of.LogWeights, logNormaliser(s.Images.Cols, r.smallest()*r.smallest()))
	}
	return of
}

// Simulate draws n images from the decoder, with noise of the recipe's smallest σ.
func (r Recipe) Simulate(d Decoder, n int, seed int64) (Simulated, error) {
	e := make([]float64, n*d.Net.Inputs)
	d.Prior.draw(rng.For(seed, "ais/simulated z"), e)
	s := Simulated{Images: nn.NewMatrix[float32](n, d.Net.Outputs()), Noise: nn.NewMatrix[float32](n, d.Net.Inputs)}
	for i, v := range e {
		z, _ := d.Prior.latent(v)
		s.Noise.Data[i] = float32(z)
	}
	made, err := nn.Apply(d.Net, s.Noise)
	if err != nil {
		return s, err
	}
	rng.Normal(rng.For(seed, "ais/simulated noise"), s.Images.Data)
	sigma := float32(r.smallest())
	for i, v := range made.Data {
		s.Images.Data[i] = v + float32(sigma*s.Images.Data[i])
	}
	return s, nil
}

// logMeanExp returns log of the mean of exp(x).
func logMeanExp(x []float64) float64 {
	most := slices.Max(x)
	if math.IsInf(most, -1) {
		return most
	}
	sum := 0.0
	for _, v := range x {
		sum += elementary.Exp(v - most)
	}
	return most + elementary.Log(sum/float64(len(x)))
}
