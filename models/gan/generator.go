package gan

import (
	"fmt"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// A Generator turns noise into images. It needs no discriminator and no training data.
//
// A generator with classes makes images of all of them: image number i is of class i modulo the number of classes. One that completes images
// makes whole ones if all values are missing.
type Generator struct {
	net     *nn.Net[float32]
	noise   Noise
	classes int  // 0 for a generator without a condition
	masked  bool // whether it completes images
}

// NewGenerator returns the generator of a recipe with trained parameters, for images of the given number of values. The parameters have
// the names and shapes of the recipe's generator in one of its stages. Of the recipe it needs the noise, the classes and the generator's layers.
func NewGenerator(config Config, values int, params []*nn.Param[float32]) (Generator, error) {
	stage := config.stageOf(len(params))
	if stage < 0 {
		want, _ := config.Shapes(len(config.Stages)-1, values)
		return Generator{}, fmt.Errorf("it holds %d tensors, but the generator of its recipe has %d", len(params), len(want))
	}
	shapes, _ := config.Shapes(stage, values)
	for i, want := range shapes {
		if got := (nn.Shape{Name: params[i].Name, Rows: params[i].Value.Rows, Cols: params[i].Value.Cols}); got != want {
			return Generator{}, fmt.Errorf("tensor %d is %v, but the generator of its recipe has %v", i+1, got, want)
		}
	}
	net := &nn.Net[float32]{Inputs: config.Noise.Size, Layers: config.layers(stage), Params: params}
	if n := net.Outputs(); n != values {
		return Generator{}, fmt.Errorf("its images have %d values, not %d", n, values)
	}
	return Generator{net, config.Noise, config.Classes, config.Masks != nil}, nil
}

// stageOf returns the stage in which the generator has the given number of parameters, or -1.
func (c Config) stageOf(params int) int {
	for stage := range c.Stages {
		if nn.Tensors(c.layers(stage)) == params {
			return stage
		}
	}
	return -1
}

// layers returns the layers of the generator in a stage, from noise to image.
func (c Config) layers(stage int) (all []nn.Layer) {
	for i := stage; i >= 0; i-- {
		all = append(all, c.Stages[i].Generator...)
	}
	return all
}

// Params returns the parameters of the generator: weights, bias and, if it is normalised, statistics of each layer in turn.
func (g Generator) Params() []*nn.Param[float32] { return g.net.Params }

// chunk is the number of samples drawn at a time. It is fixed because the last bits of a product may change with its shape.
const chunk = 500

// Sample draws n images (n×values), with dropout and noise in the layers that have them. It returns the output of the net and does not add,
// clip or select anything.
func (g Generator) Sample(n int, noise rng.Stream) (nn.Matrix[float32], error) {
	var drawn *perturbation[float32]
	extend := func(graph *nn.Graph[float32], pass *nn.Pass[float32]) { drawn = perturb(graph, g.net, "", chunk, pass) }
	return g.generate(n, extend, func(z, c nn.Matrix[float32], from int) {
		g.noise.draw(noise, z.Data)
		g.setCondition(c, from)
		for i := range drawn.layers {
			same := func() rng.Stream { return noise }
			disturb(drawn, i, same, same)
		}
	})
}

// Generate returns the images (n×values) of given z (n×noise size), without dropout and noise in layers.
func (g Generator) Generate(z nn.Matrix[float32]) (nn.Matrix[float32], error) {
	if z.Cols != g.noise.Size {
		panic("gan: noise of another size")
	}
	return g.generate(z.Rows, alone, func(part, c nn.Matrix[float32], from int) {
		copy(part.Data, z.From(from).Data)
		g.setCondition(c, from)
	})
}

// Noise draws z (n×noise size) from the prior.
func (g Generator) Noise(n int, noise rng.Stream) nn.Matrix[float32] {
	z := nn.NewMatrix[float32](n, g.noise.Size)
	g.noise.draw(noise, z.Data)
	return z
}

// Classes returns the number of classes that a generator with a condition makes images of, 0 for one without.
func (g Generator) Classes() int { return g.classes }

// setCondition sets the condition of whole samples, of which the first is image number from.
func (g Generator) setCondition(c nn.Matrix[float32], from int) {
	switch {
	case g.masked:
		for i := range c.Data {
			c.Data[i] = 1
		}
	case g.classes > 0:
		oneHot(c, func(i int) int { return (from + i) % g.classes })
	}
}

// condition returns the number of columns of the generator's condition.
func (g Generator) condition() int {
	if g.masked {
		return g.net.Outputs() // which values are missing
	}
	return g.classes
}

// alone leaves a pass as it is.
func alone(*nn.Graph[float32], *nn.Pass[float32]) {}

// generate makes n images. extend may add to the graph and the pass of a chunk. fill sets a chunk of z, and its condition, whose first row
// belongs to image number from.
func (g Generator) generate(n int, extend func(*nn.Graph[float32], *nn.Pass[float32]), fill func(z, c nn.Matrix[float32], from int)) (nn.Matrix[float32], error) {
	z, c := nn.NewMatrix[float32](chunk, g.noise.Size), nn.NewMatrix[float32](chunk, g.condition())
	var image *nn.Node[float32]
	program, err := nn.Build(func(graph *nn.Graph[float32]) []*nn.Node[float32] {
		pass := nn.Pass[float32]{}
		if c.Cols > 0 {
			pass.Condition = graph.Input("c", c)
		}
		extend(graph, &pass)
		image, _ = g.net.Forward(graph, graph.Input("z", z), pass)
		return []*nn.Node[float32]{image}
	})
	if err != nil {
		return nn.Matrix[float32]{}, err
	}
	images := nn.NewMatrix[float32](n, image.Cols)
	for done := 0; done < n; done += chunk {
		fill(z, c, done)
		if err := program.Run(); err != nil {
			return nn.Matrix[float32]{}, err
		}
		copy(images.From(done).Data, image.Data)
	}
	return images, nil
}

// Decoder returns the net from noise to image and the kind of the noise. ok is false for a generator whose images depend on more than z: on a
// condition, or on dropout or noise in a layer.
func (g Generator) Decoder() (net *nn.Net[float32], noise string, ok bool) {
	return g.net, g.noise.Kind, g.condition() == 0 && !perturbed(g.net)
}
