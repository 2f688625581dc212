// Package chain draws the samples of models that sample by Markov chains. The chains start from training images and run in parallel.
//
// Successive states of a chain resemble each other, and the first states resemble the image it started from. So a model's likelihood
// depends on the number of chains, on the burn-in and on the steps between two samples. This protocol is recorded with the number.
package chain

import (
	"fmt"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// A Protocol says how to take samples from chains.
type Protocol struct {
	Chains int // number of parallel chains
	BurnIn int // steps before the first sample
	Thin   int // steps from one sample of a chain to the next, and after the burn-in to the first; 1 takes every step
}

func (p Protocol) String() string {
	chains, burnIn, taken := fmt.Sprintf("%d chains from training images", p.Chains), "no burn-in", "a sample every step"
	if p.Chains == 1 {
		chains = "1 chain from a training image"
	}
	if p.BurnIn > 0 {
		burnIn = fmt.Sprintf("burn-in of %d steps", p.BurnIn)
	}
	if p.Thin > 1 {
		taken = fmt.Sprintf("a sample every %d steps", p.Thin)
	}
	return chains + ", " + burnIn + ", " + taken
}

// Starts returns rows of images, drawn at random, from which the chains start: Chains×values.
func (p Protocol) Starts(images nn.Matrix[float32], s rng.Stream) nn.Matrix[float32] {
	starts := nn.NewMatrix[float32](p.Chains, images.Cols)
	for i := range p.Chains {
		copy(starts.Row(i), images.Row(s.IntN(images.Rows)))
	}
	return starts
}

// Run takes n samples (n×values). step advances every chain by one step. images returns the states of the chains as images, one
// chain a row. The first Chains rows of the result are the first sample of each chain, the next Chains rows the second, and so on.
// So a smaller n gives the first rows of a larger one.
func (p Protocol) Run(n, values int, step func(), images func() nn.Matrix[float32]) nn.Matrix[float32] {
	samples := nn.NewMatrix[float32](n, values)
	for range p.BurnIn {
		step()
	}
	for done := 0; done < n; done += p.Chains {
		for range p.Thin {
			step()
		}
		copy(samples.From(done).Data, images().Data)
	}
	return samples
}

// Autocorrelation returns the autocorrelation of chains at lags 0, 1, … below lags, from samples in the order of Run:
//
//	ρ(k) = Σ (xₜ−m)·(xₜ₊ₖ−m) / Σ |xₜ−m|²,  both as means over t and over chains
//
// where m is the mean of all samples of all chains. Chains that have not left the modes they started in keep ρ above 0.
func Autocorrelation(samples nn.Matrix[float32], chains, lags int) []float64 {
	mean := make([]float64, samples.Cols)
	for i := range samples.Rows {
		for j, v := range samples.Row(i) {
			mean[j] += float64(v) / float64(samples.Rows)
		}
	}
	rho := make([]float64, lags)
	for lag := range rho {
		pairs := samples.Rows - lag*chains
		for i := range pairs {
			later := samples.Row(i + lag*chains)
			for j, v := range samples.Row(i) {
				rho[lag] += float64((float64(v) - mean[j]) * (float64(later[j]) - mean[j]))
			}
		}
		rho[lag] /= float64(pairs)
	}
	for lag := lags - 1; lag >= 0; lag-- {
		rho[lag] /= rho[0]
	}
	return rho
}
