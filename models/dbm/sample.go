package dbm

import (
	"fmt"

	"gan2014/internal/rng"
	"gan2014/models/chain"
	"gan2014/models/nn"
)

// Protocol describes in one line how Sample takes samples.
func (t *Trainer) Protocol() string {
	return fmt.Sprintf("%s of a %d-%d-%d deep Boltzmann machine: Gibbs sweeps of all layers; %v",
		t.config.Emit, t.images.Cols, t.config.Layers[bottom].Units, t.config.Layers[top].Units, t.config.Chain)
}

// walk runs the Gibbs chains of a protocol in all layers. They begin at images, with h1 drawn by a pass upwards.
func (t *Trainer) walk(p chain.Protocol, n int, s rng.Stream) nn.Matrix[float32] {
	c, first := newChains(t.model.machine, p.Chains), nn.NewMatrix[float32](p.Chains, t.config.Layers[bottom].Units)
	t.model.bottom.Hidden(first, p.Starts(t.images, s))
	c.start(s, first)
	images := c.pv
	if t.config.Emit == Draws {
		images = c.v
	}
	return p.Run(n, t.images.Cols, func() { c.sweep(s) }, func() nn.Matrix[float32] { return images })
}
