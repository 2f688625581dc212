package dbn

import (
	"fmt"

	"gan2014/internal/rng"
	"gan2014/models/chain"
	"gan2014/models/nn"
	"gan2014/models/rbm"
)

// Protocol describes in one line how Sample takes samples.
func (t *Trainer) Protocol() string {
	net := fmt.Sprint(t.Images().Cols)
	for _, l := range t.Layers() {
		net += fmt.Sprint("-", l.W.Value.Cols)
	}
	return fmt.Sprintf("%s of a %s deep belief net: Gibbs steps in the top machine, then down; %v", t.config.Emit, net, t.config.Chain)
}

// walk runs the Gibbs chains of a protocol in the layer in training, and passes their states down through those below.
func (t *Trainer) walk(p chain.Protocol, n int, s rng.Stream) nn.Matrix[float32] {
	var top *rbm.Gibbs[float32]
	var levels []*rbm.Gibbs[float32] // the hidden states of each are the visible ones of the next
	v := p.Starts(t.Images(), s)
	for _, l := range t.Layers() {
		top = rbm.NewGibbs(l.Machine, v)
		top.Up(s)
		levels, v = append(levels, top), top.H
	}
	step := func() {
		top.Down(s)
		top.Up(s)
	}
	return p.Run(n, t.Images().Cols, step, func() nn.Matrix[float32] { return t.config.Emit.images(levels, s) })
}

// images passes the visible states of the top level down to the images.
func (e Emission) images(levels []*rbm.Gibbs[float32], s rng.Stream) nn.Matrix[float32] {
	for i := len(levels) - 2; i >= 0; i-- {
		if e == MeanField {
			levels[i].Machine.Visible(levels[i].PV, levels[i+1].PV)
		} else {
			levels[i].Down(s)
		}
	}
	if e == Draws {
		return levels[0].V
	}
	return levels[0].PV
}
