package gan

import (
	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// chunk is the number of samples drawn at a time: fixed, as the last bits of a product may change with its shape.
const chunk = 500

// Sample draws n images (n×values) from the generator. Samples are G's output itself: nothing is added, clipped or selected.
func (t *Trainer) Sample(n int, noise rng.Stream) (nn.Matrix[float32], error) {
	z := nn.NewMatrix[float32](chunk, t.config.Noise.Size)
	var image *nn.Node[float32]
	program, err := nn.Build(func(g *nn.Graph[float32]) []*nn.Node[float32] {
		image, _ = t.pair.G.Forward(g, g.Input("z", z), nn.Pass[float32]{})
		return []*nn.Node[float32]{image}
	})
	if err != nil {
		return nn.Matrix[float32]{}, err
	}
	samples := nn.NewMatrix[float32](n, t.images.Cols)
	for done := 0; done < n; done += chunk {
		t.config.Noise.draw(noise, z.Data)
		if err := program.Run(); err != nil {
			return nn.Matrix[float32]{}, err
		}
		copy(samples.From(done).Data, image.Data)
	}
	return samples, nil
}
