package vae

import (
	"slices"

	"gan2014/internal/elementary"
	"gan2014/models/nn"
)

// An autoencoder is an encoder with its decoder.
type autoencoder[T nn.Float] struct {
	encoder, decoder *nn.Net[T]
	variance         float64
}

func newAutoencoder[T nn.Float](c Config, values int, seed int64) autoencoder[T] {
	return autoencoder[T]{nn.NewNet[T]("E", values, c.Encoder, seed), nn.NewNet[T]("G", c.Latent, c.Decoder, seed), c.Variance}
}

func (a autoencoder[T]) params() []*nn.Param[T] {
	return slices.Concat(a.encoder.Params, a.decoder.Params)
}

// A step is a compiled graph of the gradients of one update, with the memory of its inputs.
type step[T nn.Float] struct {
	x, noise nn.Matrix[T]
	code     *nn.Node[T] // μ and v
	image    *nn.Node[T] // G(z)
	program  *nn.Program
}

func (a autoencoder[T]) newStep(images int) (*step[T], error) {
	s := &step[T]{x: nn.NewMatrix[T](images, a.encoder.Inputs), noise: nn.NewMatrix[T](images, a.decoder.Inputs)}
	var err error
	s.program, err = nn.Build(func(g *nn.Graph[T]) []*nn.Node[T] {
		code, leavesE := a.encoder.Forward(g, g.Input("x", s.x), nn.Pass[T]{})
		s.code = code
		// The divergence is a loss of the code alone: its derivative joins that of the images on its way back.
		code = g.AddGradient(code, g.Map("∂KL", code.Rows, code.Cols, code, divergenceSlopes[T]))
		image, leavesD := a.decoder.Forward(g, g.Draw(code, g.Input("ε", s.noise)), nn.Pass[T]{})
		s.image = image
		loss := g.Loss("∂L/∂G", image, func(dst, made nn.Matrix[T]) {
			for i, v := range made.Data {
				dst.Data[i] = (v - s.x.Data[i]) / T(a.variance*float64(images))
			}
		})
		gradients := g.Gradient(loss, slices.Concat(leavesE, leavesD))
		return append(gradients, image, s.code)
	})
	return s, err
}

// divergenceSlopes writes the derivatives of the mean KL(q ‖ N(0, I)) by μ and v: μ/n and (exp(v) − 1)/2n.
func divergenceSlopes[T nn.Float](dst, code nn.Matrix[T]) {
	n, k := float64(code.Rows), code.Cols/2
	for i := range code.Rows {
		for j, v := range code.Row(i) {
			if j < k {
				dst.Row(i)[j] = T(float64(v) / n)
			} else {
				dst.Row(i)[j] = T(elementary.Expm1(min(float64(v), 40)) / (2 * n))
			}
		}
	}
}
