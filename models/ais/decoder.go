package ais

import (
	"math"

	"gan2014/internal/elementary"
	"gan2014/models/nn"
)

// A Decoder is a net from z to the mean of an image.
type Decoder struct {
	Net   *nn.Net[float32]
	Prior Prior
}

// distances computes |x−G(z)|² of rows, and its derivatives by e, for fixed images.
type distances struct {
	prior    Prior
	x, z     nn.Matrix[float32] // one row each
	image    *nn.Node[float32]
	gradient *nn.Node[float32] // of the squared distance by z
	program  *nn.Program
}

func newDistances(d Decoder, x nn.Matrix[float32]) (*distances, error) {
	s := &distances{prior: d.Prior, x: x, z: nn.NewMatrix[float32](x.Rows, d.Net.Inputs)}
	var err error
	s.program, err = nn.Build(func(g *nn.Graph[float32]) []*nn.Node[float32] {
		z := g.Input("z", s.z)
		s.image, _ = d.Net.Forward(g, z, nn.Pass[float32]{})
		loss := g.Loss("∂|x−G|²/∂G", s.image, func(dst, made nn.Matrix[float32]) {
			for i, v := range made.Data {
				dst.Data[i] = 2 * (v - s.x.Data[i])
			}
		})
		gradients := g.Gradient(loss, []*nn.Node[float32]{z})
		if gradients != nil {
			s.gradient = gradients[0]
		}
		return append(gradients, s.image)
	})
	return s, err
}

// at computes squared distances and their derivatives at coordinates e, which has a row of values for each image, as slopes has.
func (s *distances) at(e, squares, slopes []float64) error {
	for i, v := range e {
		z, _ := s.prior.latent(v)
		s.z.Data[i] = float32(z)
	}
	if err := s.program.Run(); err != nil {
		return err
	}
	for i := range s.x.Rows {
		squares[i] = squaredDistance(s.x.Row(i), s.image.Row(i))
	}
	for i, v := range e {
		_, slope := s.prior.latent(v)
		slopes[i] = slope * float64(s.gradient.Data[i])
	}
	return nil
}

func squaredDistance(x, y []float32) (sum float64) {
	for k, v := range x {
		d := float64(v) - float64(y[k])
		sum += float64(d * d)
	}
	return sum
}

// logNormaliser returns the logarithm of the constant of a normal density in so many dimensions: −(d/2)·log 2πσ².
func logNormaliser(dims int, variance float64) float64 {
	return float64(-float64(dims) / 2 * elementary.Log(2*math.Pi*variance))
}
