package gan

import (
	"context"
	"fmt"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// An Inference is the recipe of a net E that predicts the noise z from which the generator made an image: learned approximate inference (paper,
// section 7, extension 2). Its loss is that of the original code, adversarial/reboot_inf.yaml in lisa-lab's galatea: the squared error of E(G(z)),
// summed over the values of z, as a mean over the batch. No derivative of it reaches the generator.
type Inference struct {
	Layers   []nn.Layer // from image to noise; the last one is "linear" with one unit for each value of the noise
	Rate     nn.Decay   // by update
	Momentum float64
	Batch    int // samples of an update; for a training after that of the generator
	Updates  int // their number; for the same
}

// An Inferrer is a net that predicts the noise of images. It is not safe for use by several goroutines.
type Inferrer struct {
	recipe Inference
	seed   int64
	net    *nn.Net[float32]
	steps  map[int]*inferenceStep[float32] // by the number of samples
}

func newInferrer(recipe Inference, values int, seed int64) *Inferrer {
	return &Inferrer{recipe, seed, nn.NewNet[float32]("E", values, recipe.Layers, seed), map[int]*inferenceStep[float32]{}}
}

// Infer trains a net on fresh samples of a generator for images of the given number of values. As it never sees a sample twice, it cannot
// overfit. progress, unless nil, is called after each update.
func (g Generator) Infer(ctx context.Context, recipe Inference, values int, seed int64, progress func(done, total int)) (*Inferrer, error) {
	e := newInferrer(recipe, values, seed)
	const block = 50 // updates whose samples are drawn at a time
	for done := 0; done < recipe.Updates; {
		z := g.Noise(block*recipe.Batch, rng.For(seed, "inference/noise", done/block))
		images, err := g.Generate(z)
		if err != nil {
			return nil, err
		}
		for from := 0; from < images.Rows && done < recipe.Updates; from += recipe.Batch {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if err := e.update(images.From(from).First(recipe.Batch), z.From(from).First(recipe.Batch), done); err != nil {
				return nil, err
			}
			done++
			if progress != nil {
				progress(done, recipe.Updates)
			}
		}
	}
	return e, nil
}

// update moves the net by one step for images and their noise.
func (e *Inferrer) update(images, z nn.Matrix[float32], update int) error {
	s := e.steps[images.Rows]
	if s == nil {
		var err error
		if s, err = newInferenceStep(e.net, images.Rows); err != nil {
			return err
		}
		e.steps[images.Rows] = s
	}
	copy(s.x.Data, images.Data)
	copy(s.z.Data, z.Data)
	for i := range e.net.Layers {
		dropout := func() rng.Stream { return rng.For(e.seed, "inference/dropout", update, i) }
		disturb(s.chance, i, dropout, dropout)
	}
	if err := s.program.Run(); err != nil {
		return fmt.Errorf("update %d of the inference net: %w", update+1, err)
	}
	if p := nn.Momentum(e.net.Params, e.recipe.Rate.At(update), e.recipe.Momentum); p != nil {
		return &nn.Diverged{Update: update + 1, What: p.Name}
	}
	return nil
}

// An inferenceStep is a compiled graph that computes the gradients of one update, with the memory of its inputs.
type inferenceStep[T nn.Float] struct {
	x, z    nn.Matrix[T]
	chance  *perturbation[T] // of the layers
	guess   *nn.Node[T]      // E(x)
	program *nn.Program
}

func newInferenceStep[T nn.Float](net *nn.Net[T], samples int) (*inferenceStep[T], error) {
	s := &inferenceStep[T]{x: nn.NewMatrix[T](samples, net.Inputs), z: nn.NewMatrix[T](samples, net.Outputs())}
	var err error
	s.program, err = nn.Build(func(g *nn.Graph[T]) []*nn.Node[T] {
		var pass nn.Pass[T]
		s.chance = perturb(g, net, "", samples, &pass)
		guess, leaves := net.Forward(g, g.Input("x", s.x), pass)
		s.guess = guess
		loss := g.Loss("∂L/∂e", guess, func(dst, e nn.Matrix[T]) {
			for i, v := range e.Data {
				dst.Data[i] = 2 * (v - s.z.Data[i]) / T(samples)
			}
		})
		return append(g.Gradient(loss, leaves), guess)
	})
	return s, err
}

// Inferrer returns the net that was trained at the same time, or nil if the recipe has none.
func (t *Trainer) Inferrer() *Inferrer { return t.infers }

// Noise returns the prediction of z for each image, as rows.
func (e *Inferrer) Noise(images nn.Matrix[float32]) (nn.Matrix[float32], error) {
	return nn.Apply(e.net, images)
}

// Features returns the output of the last hidden layer for each image, as rows.
func (e *Inferrer) Features(images nn.Matrix[float32]) (nn.Matrix[float32], error) {
	return nn.Apply(e.net.Hidden(), images)
}
