package gmmn

import (
	"slices"

	"gan2014/models/nn"
)

// A matching is a compiled update of the generator, with the memory of its inputs.
type matching[T nn.Float] struct {
	z, x        nn.Matrix[T] // noise, and the data to match
	discrepancy float64      // MMD of the last run
	program     *nn.Program
}

func newMatching[T nn.Float](generator *nn.Net[T], variances []float64, rows int) (*matching[T], error) {
	s := &matching[T]{z: nn.NewMatrix[T](rows, generator.Inputs), x: nn.NewMatrix[T](rows, generator.Outputs())}
	kernels := newDiscrepancy[T](variances)
	var err error
	s.program, err = nn.Build(func(g *nn.Graph[T]) []*nn.Node[T] {
		y, leaves := generator.Forward(g, g.Input("z", s.z), nn.Pass[T]{})
		loss := g.Loss("∂MMD/∂y", y, func(dst, made nn.Matrix[T]) { s.discrepancy = kernels.gradient(dst, made, s.x) })
		return append(g.Gradient(loss, leaves), y)
	})
	return s, err
}

// A coding is a compiled update of the auto-encoder, with the memory of its input.
type coding[T nn.Float] struct {
	x       nn.Matrix[T]
	image   *nn.Node[T]
	program *nn.Program
}

func newCoding[T nn.Float](encoder, decoder *nn.Net[T], rows int) (*coding[T], error) {
	s := &coding[T]{x: nn.NewMatrix[T](rows, encoder.Inputs)}
	var err error
	s.program, err = nn.Build(func(g *nn.Graph[T]) []*nn.Node[T] {
		code, leavesE := encoder.Forward(g, g.Input("x", s.x), nn.Pass[T]{})
		image, leavesD := decoder.Forward(g, code, nn.Pass[T]{})
		s.image = image
		// The cross-entropy, summed over values and averaged over images, has this derivative by a sigmoid's output.
		loss := g.Loss("∂L/∂x", image, func(dst, made nn.Matrix[T]) {
			for i, v := range made.Data {
				dst.Data[i] = (v - s.x.Data[i]) / (max(T(v*(1-v)), least) * T(rows))
			}
		})
		return append(g.Gradient(loss, slices.Concat(leavesE, leavesD)), image)
	})
	return s, err
}

// least keeps the derivative finite where a sigmoid is 0 or 1.
const least = 1e-6
