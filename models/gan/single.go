package gan

import (
	"fmt"

	"gan2014/models/nn"
)

// The methods of this file update the nets by single steps, on data and noise that the caller draws. Studies use them to observe
// single steps, while Epoch follows the recipe. A generator without layers returns z, so that D can be trained against any
// distribution.

// StepD updates D alone, on data x and noise z.
func (t *Trainer) StepD(x, z nn.Matrix[float32]) error {
	return t.single(stepShape{x.Rows, z.Rows, true, false}, x, z)
}

// StepG updates G alone, on noise z.
func (t *Trainer) StepG(z nn.Matrix[float32]) error {
	return t.single(stepShape{0, z.Rows, false, true}, nn.NewMatrix[float32](0, t.images.Cols), z)
}

func (t *Trainer) single(shape stepShape, x, z nn.Matrix[float32]) error {
	s, err := t.step(shape)
	if err != nil {
		return err
	}
	t.fill(s, "/single", func() {
		copy(s.x.Data, x.Data)
		copy(s.z.Data, z.Data)
	})
	if err := t.run(s, shape); err != nil {
		return err
	}
	t.state.Update++
	return nil
}

// GradientG returns the L2 norm of the gradient of a loss by G's parameters, on noise z, through D with dropout as in training. It
// updates nothing.
func (t *Trainer) GradientG(z nn.Matrix[float32], loss Loss) (float64, error) {
	as := t.pair
	as.loss = loss
	s, err := as.newStep(0, z.Rows, false, true)
	if err != nil {
		return 0, err
	}
	t.fill(s, "/gradient", func() { copy(s.z.Data, z.Data) })
	if err := s.program.Run(); err != nil {
		return 0, fmt.Errorf("gradient of G: %w", err)
	}
	return t.pair.G.GradientNorm(), nil
}

// Logits returns the logits of D for rows of values (n×values), without dropout: D(x) = 1/(1 + exp(−logit)).
func (t *Trainer) Logits(x nn.Matrix[float32]) ([]float64, error) {
	var logits *nn.Node[float32]
	program, err := nn.Build(func(g *nn.Graph[float32]) []*nn.Node[float32] {
		logits, _ = t.pair.D.Forward(g, g.Input("x", x), nn.Pass[float32]{})
		return []*nn.Node[float32]{logits}
	})
	if err != nil {
		return nil, err
	}
	if err := program.Run(); err != nil {
		return nil, err
	}
	return widen(logits.Data), nil
}
