package gan

import (
	"fmt"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// A Generator turns noise into images. It needs no discriminator and no training data.
type Generator struct {
	net   *nn.Net[float32]
	noise Noise
}

// NewGenerator returns the generator of a recipe with trained parameters, for images of the given number of values. The parameters have
// the names and shapes of the recipe's generator in one of its stages. Of the recipe it needs the noise and the generator's layers.
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
	return Generator{net, config.Noise}, nil
}

// stageOf returns the stage in which the generator has the given number of parameters, or -1.
func (c Config) stageOf(params int) int {
	for stage := range c.Stages {
		if 2*len(c.layers(stage)) == params {
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

// Params returns the parameters of the generator: weights and bias of each layer in turn.
func (g Generator) Params() []*nn.Param[float32] { return g.net.Params }

// chunk is the number of samples drawn at a time. It is fixed because the last bits of a product may change with its shape.
const chunk = 500

// Sample draws n images (n×values). It returns the output of the net and does not add, clip or select anything.
func (g Generator) Sample(n int, noise rng.Stream) (nn.Matrix[float32], error) {
	return g.generate(n, func(z nn.Matrix[float32], _ int) { g.noise.draw(noise, z.Data) })
}

// Generate returns the images (n×values) of given z (n×noise size).
func (g Generator) Generate(z nn.Matrix[float32]) (nn.Matrix[float32], error) {
	if z.Cols != g.noise.Size {
		panic("gan: noise of another size")
	}
	return g.generate(z.Rows, func(part nn.Matrix[float32], from int) { copy(part.Data, z.From(from).Data) })
}

// Noise draws z (n×noise size) from the prior.
func (g Generator) Noise(n int, noise rng.Stream) nn.Matrix[float32] {
	z := nn.NewMatrix[float32](n, g.noise.Size)
	g.noise.draw(noise, z.Data)
	return z
}

// generate makes n images. fill sets a chunk of z whose first row belongs to image number from.
func (g Generator) generate(n int, fill func(z nn.Matrix[float32], from int)) (nn.Matrix[float32], error) {
	z := nn.NewMatrix[float32](chunk, g.noise.Size)
	var image *nn.Node[float32]
	program, err := nn.Build(func(graph *nn.Graph[float32]) []*nn.Node[float32] {
		image, _ = g.net.Forward(graph, graph.Input("z", z), nn.Pass[float32]{})
		return []*nn.Node[float32]{image}
	})
	if err != nil {
		return nn.Matrix[float32]{}, err
	}
	images := nn.NewMatrix[float32](n, image.Cols)
	for done := 0; done < n; done += chunk {
		fill(z, done)
		if err := program.Run(); err != nil {
			return nn.Matrix[float32]{}, err
		}
		copy(images.From(done).Data, image.Data)
	}
	return images, nil
}
