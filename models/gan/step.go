package gan

import (
	"fmt"
	"slices"

	"gan2014/models/nn"
)

// A pair is a generator and its discriminator.
type pair[T nn.Float] struct {
	G, D *nn.Net[T]
	loss Loss
}

// A step is a compiled graph that computes the gradients of one update, with the memory of its inputs.
type step[T nn.Float] struct {
	x, z  nn.Matrix[T]   // data (real×values) and noise (samples×size)
	masks []nn.Matrix[T] // dropout of D, one a layer, (real+samples)×inputs; without rows for a layer without dropout
	fills []nn.Dropout   // fill the masks
	real  int            // number of data; they are the first rows of D's input

	logits  *nn.Node[T] // of D for data, then samples
	program *nn.Program
}

// newStep builds and compiles the graph of one pass: noise → G → samples; data over samples → D → logits; and the backward pass
// for the trained nets.
//
// One backward pass serves both losses. It propagates ∂l. The gradients of D's parameters weight each example with ∂L_D/∂l; where
// the pass enters G, each example is weighted with ∂L_G/∂l (see nn.Weights).
func (p pair[T]) newStep(real, samples int, trainD, trainG bool) (*step[T], error) {
	s := &step[T]{real: real, x: nn.NewMatrix[T](real, p.D.Inputs), z: nn.NewMatrix[T](samples, p.G.Inputs)}
	var err error
	s.program, err = nn.Build(func(g *nn.Graph[T]) []*nn.Node[T] {
		byD, byG := &nn.Weights[T]{}, &nn.Weights[T]{}
		fake, leavesG := p.G.Forward(g, g.Input("z", s.z), nn.Pass[T]{})
		images := g.ScaleGradient(fake, byG)
		if real > 0 {
			images = g.Stack(g.Input("x", s.x), images)
		}
		logits, leavesD := p.D.Forward(g, images, nn.Pass[T]{Masks: s.dropout(g, p.D), Weights: byD, From: real})
		byD.Set(g.Map("∂L_D/∂l", real+samples, 1, logits, func(dst, l nn.Matrix[T]) { weightsD(dst.Data, l.Data, real) }))
		byG.Set(g.Map("∂L_G/∂l", samples, 1, logits, func(dst, l nn.Matrix[T]) { weightsG(dst.Data, l.From(real).Data, p.loss) }))

		s.logits = logits
		gradients := g.Gradient(g.Sum(logits), slices.Concat(leavesD, leavesG))
		if gradients == nil {
			return nil // Build says why
		}
		wanted := []*nn.Node[T]{logits}
		if trainD {
			wanted = append(wanted, gradients[:len(leavesD)]...)
		}
		if trainG {
			wanted = append(wanted, gradients[len(leavesD):]...)
		}
		return wanted
	})
	return s, err
}

// dropout adds the masks of D's layers to the graph.
func (s *step[T]) dropout(g *nn.Graph[T], d *nn.Net[T]) []*nn.Node[T] {
	nodes := make([]*nn.Node[T], len(d.Layers))
	s.masks, s.fills = make([]nn.Matrix[T], len(d.Layers)), make([]nn.Dropout, len(d.Layers))
	for i, width := range d.MaskWidths() {
		if width > 0 {
			s.masks[i] = nn.NewMatrix[T](s.real+s.z.Rows, width)
			nodes[i] = g.Input(fmt.Sprint("mask/", i), s.masks[i])
		}
	}
	return nodes
}
