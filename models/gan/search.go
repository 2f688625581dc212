package gan

import (
	"context"
	"math"

	"gan2014/models/nn"
)

// Search looks for the z whose image is nearest to each given image, from given starts (images×noise size), by steps of gradient descent on
// |x − G(z)|². A step is one of Adam with the rate .05 (Kingma and Ba 2015, algorithm 1). Uniform noise stays within its range. The generator
// must have no condition.
func (g Generator) Search(ctx context.Context, images, start nn.Matrix[float32], steps int) (nn.Matrix[float32], error) {
	rows := min(chunk, start.Rows)
	s := search{x: nn.NewMatrix[float32](rows, images.Cols), z: nn.NewMatrix[float32](rows, start.Cols)}
	if err := s.build(g.net); err != nil {
		return nn.Matrix[float32]{}, err
	}
	most := math.Inf(1)
	if g.noise.Kind == "uniform" {
		most = math.Sqrt(3)
	}
	found := nn.NewMatrix[float32](start.Rows, start.Cols)
	for done := 0; done < found.Rows; done += rows {
		copy(s.x.Data, images.From(done).Data)
		copy(s.z.Data, start.From(done).Data)
		if err := s.descend(ctx, steps, float32(most)); err != nil {
			return nn.Matrix[float32]{}, err
		}
		copy(found.From(done).Data, s.z.Data)
	}
	return found, nil
}

// A search is a compiled graph of the derivative of |x − G(z)|² by z, with the memory of its inputs.
type search struct {
	x, z     nn.Matrix[float32]
	gradient *nn.Node[float32]
	program  *nn.Program
}

func (s *search) build(g *nn.Net[float32]) (err error) {
	s.program, err = nn.Build(func(graph *nn.Graph[float32]) []*nn.Node[float32] {
		z := graph.Input("z", s.z)
		image, _ := g.Forward(graph, z, nn.Pass[float32]{})
		loss := graph.Loss("∂L/∂x", image, func(dst, made nn.Matrix[float32]) {
			for i, v := range made.Data {
				dst.Data[i] = 2 * (v - s.x.Data[i])
			}
		})
		gradients := graph.Gradient(loss, []*nn.Node[float32]{z})
		if gradients != nil {
			s.gradient = gradients[0]
		}
		return gradients
	})
	return err
}

// descend moves z by Adam's steps, within ±most.
func (s *search) descend(ctx context.Context, steps int, most float32) error {
	rule := nn.Adam{Rate: .05, Decay1: .9, Decay2: .999, Epsilon: 1e-8}
	z := &nn.Param[float32]{Name: "z", Value: s.z, Velocity: nn.NewMatrix[float32](s.z.Rows, s.z.Cols)}
	nn.StartAdam([]*nn.Param[float32]{z})
	for step := range steps {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := s.program.Run(); err != nil {
			return err
		}
		z.Gradient = *s.gradient.Matrix
		if nn.MoveByAdam(rule, []*nn.Param[float32]{z}, step) != nil {
			return &nn.Diverged{Update: step + 1, What: "the z of a search"}
		}
		for i, v := range s.z.Data {
			s.z.Data[i] = min(max(v, -most), most)
		}
	}
	return nil
}
