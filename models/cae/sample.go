package cae

import (
	"fmt"

	"gan2014/internal/rng"
	"gan2014/models/chain"
	"gan2014/models/nn"
)

// Protocol describes in one line how Sample takes samples.
func (t *Trainer) Protocol() string {
	net := fmt.Sprint(t.Images().Cols)
	for _, a := range t.Layers() {
		net += fmt.Sprint("-", a.units())
	}
	where := "over images, through the whole stack"
	if level := t.level(); level > 0 {
		where = fmt.Sprintf("over the codes of layer %d", level)
	}
	return fmt.Sprintf("pixel means of a walk %s of a %s contractive auto-encoder, noise %g along J·Jᵀ; %v", where, net, t.config.Noise, t.config.Chain)
}

// level returns the first layer of the walk.
func (t *Trainer) level() int { return min(t.config.Level, len(t.Layers())-1) }

// walk runs the chains of a protocol through the layers begun. A sample has the means of the pixels.
func (t *Trainer) walk(p chain.Protocol, n int, s rng.Stream) nn.Matrix[float32] {
	x := p.Starts(t.Images(), s)
	states := []nn.Matrix[float32]{x} // from the images to the states of the walk
	below := t.Layers()[:t.level()]
	for i, a := range below {
		states = append(states, nn.NewMatrix[float32](p.Chains, a.units()))
		a.encode(states[i+1], states[i])
	}
	var above []*autoencoder[float32]
	for _, l := range t.Layers()[t.level():] {
		above = append(above, l.autoencoder)
	}
	k := newWalk(above, states[len(below)])
	step := func() { k.step(s, float32(t.config.Noise)) }
	images := func() nn.Matrix[float32] {
		for i := len(below) - 1; i >= 0; i-- {
			below[i].decode(states[i], states[i+1])
		}
		return x
	}
	return p.Run(n, t.Images().Cols, step, images)
}
