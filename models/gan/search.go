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
		// The sum of the images times fixed slopes has these slopes as its derivatives.
		slope := graph.Map("∂L/∂x", s.x.Rows, s.x.Cols, image, func(dst, made nn.Matrix[float32]) {
			for i, v := range made.Data {
				dst.Data[i] = 2 * (v - s.x.Data[i])
			}
		})
		gradients := graph.Gradient(graph.Sum(graph.Mask(image, slope)), []*nn.Node[float32]{z})
		if gradients != nil {
			s.gradient = gradients[0]
		}
		return gradients
	})
	return err
}

// descend moves z by Adam's steps, within ±most.
func (s *search) descend(ctx context.Context, steps int, most float32) error {
	const rate, decay1, decay2, epsilon = .05, .9, .999, 1e-8
	mean, square := make([]float32, len(s.z.Data)), make([]float32, len(s.z.Data))
	power1, power2 := 1., 1.
	for range steps {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := s.program.Run(); err != nil {
			return err
		}
		power1, power2 = float64(power1*decay1), float64(power2*decay2)
		for i, d := range s.gradient.Data {
			mean[i] = float32(decay1*mean[i]) + float32((1-decay1)*d)
			square[i] = float32(decay2*square[i]) + float32(float32((1-decay2)*d)*d)
			step := float32(rate * float64(mean[i]) / (1 - power1) / (math.Sqrt(float64(square[i])/(1-power2)) + epsilon))
			s.z.Data[i] = min(max(s.z.Data[i]-step, -most), most)
		}
	}
	return nil
}
