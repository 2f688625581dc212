package gan

import (
	"fmt"
	"slices"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// A perturbation is what chance does to the inputs of a net's layers: dropout, and then normal noise. Of the discriminator it is part of the
// training. Of the generator it is also part of its distribution, like z, so samples are drawn with it.
type perturbation[T nn.Float] struct {
	layers []nn.Layer
	masks  []nn.Matrix[T] // one a layer, rows×inputs; without rows for a layer without dropout
	noises []nn.Matrix[T] // the same for the noise
	fills  []nn.Dropout   // fill the masks
}

// perturb adds the perturbation of a net on a number of rows to the graph, and to its pass. name tells nets apart.
func perturb[T nn.Float](g *nn.Graph[T], net *nn.Net[T], name string, rows int, pass *nn.Pass[T]) *perturbation[T] {
	n := len(net.Layers)
	p := &perturbation[T]{layers: net.Layers, fills: make([]nn.Dropout, n)}
	add := func(what string, widths []int) (values []nn.Matrix[T], nodes []*nn.Node[T]) {
		values, nodes = make([]nn.Matrix[T], n), make([]*nn.Node[T], n)
		for i, width := range widths {
			if width > 0 {
				values[i] = nn.NewMatrix[T](rows, width)
				nodes[i] = g.Input(fmt.Sprint(what, name, i), values[i])
			}
		}
		return values, nodes
	}
	p.masks, pass.Masks = add("mask/", net.MaskWidths())
	p.noises, pass.Noises = add("noise/", net.NoiseWidths())
	return p
}

// perturbed reports whether a layer of a net has dropout or noise.
func perturbed(net *nn.Net[float32]) bool {
	has := func(width int) bool { return width > 0 }
	return slices.ContainsFunc(net.MaskWidths(), has) || slices.ContainsFunc(net.NoiseWidths(), has)
}

// disturb draws the perturbation of layer i: dropout from one stream, noise from another, which may be the same.
func disturb(p *perturbation[float32], i int, dropout, noise func() rng.Stream) {
	if m := p.masks[i]; m.Rows > 0 {
		p.fills[i].Fill(dropout(), m.Data, p.layers[i].Keep)
	}
	if m := p.noises[i]; m.Rows > 0 {
		rng.Normal(noise(), m.Data)
		for k, v := range m.Data {
			m.Data[k] = float32(float64(v) * p.layers[i].Noise)
		}
	}
}
