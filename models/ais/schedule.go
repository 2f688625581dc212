package ais

import (
	"slices"

	"gan2014/internal/elementary"
)

// A Recipe says how chains are annealed.
type Recipe struct {
	Sigmas []float64 // standard deviations of the output at which the likelihood is wanted
	Steps  int       // number of distributions from β = 0 to β = 1, both included, apart from those of the sigmas
	Leaps  int       // leapfrog steps of a trajectory
	Chains int       // for each image
	Keep   *Keeper   // of what an interrupted estimate has reached, or nil
}

// smallest returns the σ at β = 1.
func (r Recipe) smallest() float64 { return slices.Min(r.Sigmas) }

// betaOf returns the β whose distribution has the standard deviation sigma.
func (r Recipe) betaOf(sigma float64) float64 {
	ratio := r.smallest() / sigma
	return ratio * ratio
}

// schedule returns β of each distribution, from 0 to 1: a sigmoid between −4 and 4, as in Wu et al. 2017, and the β of each σ.
func (r Recipe) schedule() []float64 {
	const radius = 4
	low, high := elementary.Sigmoid(-radius), elementary.Sigmoid(radius)
	betas := []float64{0, 1}
	for t := 1; t < r.Steps-1; t++ {
		at := -radius + float64(2*radius*float64(t)/float64(r.Steps-1))
		betas = append(betas, (elementary.Sigmoid(at)-low)/(high-low))
	}
	for _, sigma := range r.Sigmas {
		betas = append(betas, r.betaOf(sigma))
	}
	slices.Sort(betas)
	return slices.Compact(betas)
}
