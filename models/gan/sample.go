package gan

import (
	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// chunk is the number of samples drawn at a time. It is fixed because the last bits of a product may change with its shape.
const chunk = 500

// Sample draws n images (n×values) from the generator. It returns G's output and does not add, clip or select anything.
func (t *Trainer) Sample(n int, noise rng.Stream) (nn.Matrix[float32], error) {
	return t.generate(n, func(z nn.Matrix[float32], _ int) { t.config.Noise.draw(noise, z.Data) })
}

// Generate returns the images (n×values) of given z (n×noise size).
func (t *Trainer) Generate(z nn.Matrix[float32]) (nn.Matrix[float32], error) {
	if z.Cols != t.config.Noise.Size {
		panic("gan: noise of another size")
	}
	return t.generate(z.Rows, func(part nn.Matrix[float32], from int) { copy(part.Data, z.From(from).Data) })
}

// Noise draws z (n×noise size) from the prior.
func (t *Trainer) Noise(n int, noise rng.Stream) nn.Matrix[float32] {
	z := nn.NewMatrix[float32](n, t.config.Noise.Size)
	t.config.Noise.draw(noise, z.Data)
	return z
}

// generate makes n images. fill sets a chunk of z whose first row belongs to image number from.
func (t *Trainer) generate(n int, fill func(z nn.Matrix[float32], from int)) (nn.Matrix[float32], error) {
	z := nn.NewMatrix[float32](chunk, t.config.Noise.Size)
	var image *nn.Node[float32]
	program, err := nn.Build(func(g *nn.Graph[float32]) []*nn.Node[float32] {
		image, _ = t.generator().Forward(g, g.Input("z", z), nn.Pass[float32]{})
		return []*nn.Node[float32]{image}
	})
	if err != nil {
		return nn.Matrix[float32]{}, err
	}
	images := nn.NewMatrix[float32](n, t.images.Cols)
	for done := 0; done < n; done += chunk {
		fill(z, done)
		if err := program.Run(); err != nil {
			return nn.Matrix[float32]{}, err
		}
		copy(images.From(done).Data, image.Data)
	}
	return images, nil
}
