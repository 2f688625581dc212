package classifier

import (
	"fmt"

	"gan2014/models/nn"
)

// A step is a compiled graph that computes the gradients of one update, with the memory of its inputs.
type step[T nn.Float] struct {
	x       nn.Matrix[T]
	labels  []uint8
	masks   []nn.Matrix[T] // dropout, one a layer; without rows for a layer without dropout
	logits  *nn.Node[T]
	program *nn.Program
}

func newStep[T nn.Float](net *nn.Net[T], batch int) (*step[T], error) {
	s := &step[T]{x: nn.NewMatrix[T](batch, net.Inputs), labels: make([]uint8, batch), masks: make([]nn.Matrix[T], len(net.Layers))}
	var err error
	s.program, err = nn.Build(func(g *nn.Graph[T]) []*nn.Node[T] {
		masks := make([]*nn.Node[T], len(net.Layers))
		for i, width := range net.MaskWidths() {
			if width > 0 {
				s.masks[i] = nn.NewMatrix[T](batch, width)
				masks[i] = g.Input(fmt.Sprint("mask/", i), s.masks[i])
			}
		}
		logits, leaves := net.Forward(g, g.Input("x", s.x), nn.Pass[T]{Masks: masks})
		s.logits = logits
		loss := g.Loss("∂L/∂l", logits, func(dst, l nn.Matrix[T]) { slopes(dst, l, s.labels) })
		return append(g.Gradient(loss, leaves), logits)
	})
	return s, err
}
