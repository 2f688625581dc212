package chain

import (
	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// A Sampler draws from the chains of a model. The trainers of these models embed it.
type Sampler struct {
	Chain Protocol

	// Walk runs the chains of a protocol and returns n samples, one a row.
	Walk func(p Protocol, n int, s rng.Stream) nn.Matrix[float32]
}

// Sample draws n samples (n×values, each in [0,1]). If n is smaller than the number of chains, only n chains run: the others would give no sample.
func (c Sampler) Sample(n int, s rng.Stream) (nn.Matrix[float32], error) {
	p := c.Chain
	p.Chains = min(p.Chains, n)
	return c.Walk(p, n, s), nil
}

// Trace returns consecutive states of chains after the burn-in of the protocol, as images: steps·chains rows. The first rows are the
// first state of every chain. Sheets with one column per chain and Autocorrelation use it to show how the chains mix.
func (c Sampler) Trace(chains, steps int, s rng.Stream) nn.Matrix[float32] {
	return c.Walk(Protocol{Chains: chains, BurnIn: c.Chain.BurnIn, Thin: 1}, chains*steps, s)
}
