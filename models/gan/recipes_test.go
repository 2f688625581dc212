package gan

import (
	"slices"
	"testing"

	"gan2014/models/nn"
)

// A setting is a recipe of the original code with the size of its images.
type setting struct {
	name   string // of the yaml file
	config Config
	values int
}

// settings lists the recipes of goodfeli/adversarial, without the biases that come from the data.
func settings() []setting {
	dense := func(kind string, units int, irange float64) nn.Layer {
		return nn.Layer{Kind: kind, Units: units, IRange: irange}
	}
	conv := func(maps int, keep float64, c nn.Conv) nn.Layer {
		return nn.Layer{Kind: "maxout conv", Units: maps, Pieces: 2, IRange: .005, Keep: keep, Conv: &c}
	}
	discriminator := func(units int) []nn.Layer {
		return []nn.Layer{
			{Kind: "maxout", Units: units, Pieces: 5, IRange: .005, Keep: .8},
			{Kind: "maxout", Units: units, Pieces: 5, IRange: .005, Keep: .5},
			{Kind: "linear", Units: 1, IRange: .005, Keep: .5},
		}
	}
	stage := func(rate float64, generator, discriminator []nn.Layer) Stage {
		return Stage{Generator: generator, Discriminator: discriminator,
			Rate: nn.Decay{Start: rate, Factor: 1.000004, Floor: 1e-6}, Momentum: nn.Ramp{Start: .5, End: .7, Epochs: 250}}
	}
	recipe := func(noise string, batch int, stages ...Stage) Config {
		return Config{Noise: Noise{Kind: noise, Size: 100}, Batch: batch, Update: Simultaneous, Loss: NonSaturating, Stages: stages}
	}

	mnist := stage(.1, []nn.Layer{dense("relu", 1200, .05), dense("relu", 1200, .05), dense("sigmoid", 784, .05)}, discriminator(240))
	code := dense("sigmoid", 8000, .05)
	code.Bias = []float64{-2}
	pretrain := stage(.05, []nn.Layer{dense("relu", 8000, .05), code, {Kind: "sigmoid", Units: 2304, Sparse: 100}}, discriminator(1200))
	pretrain.Epochs = 50
	code.Units = 100
	train := stage(.05, []nn.Layer{dense("relu", 8000, .05), code}, discriminator(1200))
	for _, s := range []Stage{pretrain, train} {
		for _, layers := range [][]nn.Layer{s.Generator, s.Discriminator} {
			for i := range layers {
				layers[i].MaxNorm = 1.9365
			}
		}
	}
	full := stage(.025, []nn.Layer{dense("relu", 8000, .05), dense("sigmoid", 8000, .05), dense("linear", 3072, .5)}, discriminator(1600))
	convolutional := stage(.004, []nn.Layer{dense("relu", 8000, .05), dense("sigmoid", 8000, .05),
		{Kind: "deconv", Units: 3, IRange: .05, Conv: &nn.Conv{Channels: 80, Height: 10, Width: 10, Kernel: 5, Stride: 3}},
	}, []nn.Layer{
		conv(32, .8, nn.Conv{Channels: 3, Height: 32, Width: 32, Kernel: 8, Pad: 4, Pool: 4, PoolStride: 2}),
		conv(32, .5, nn.Conv{Channels: 32, Height: 16, Width: 16, Kernel: 8, Pad: 3, Pool: 4, PoolStride: 2}),
		conv(192, .5, nn.Conv{Channels: 32, Height: 7, Width: 7, Kernel: 5, Pad: 3, Pool: 2, PoolStride: 2}),
		{Kind: "maxout", Units: 500, Pieces: 5, IRange: .005, Keep: .5},
		{Kind: "linear", Units: 1, IRange: .005, Keep: .5},
	})
	return []setting{
		{"mnist", recipe("uniform", 100, mnist), 784},
		{"tfd", recipe("gaussian", 100, pretrain, train), 2304},
		{"cifar10_fully_connected", recipe("gaussian", 100, full), 3072},
		{"cifar10_convolutional", recipe("gaussian", 128, convolutional), 3072},
	}
}

// TestParameters checks the number of parameters in each layer, weights and biases, against numbers by hand from the sizes in the yaml
// files. In total they are 2.50 M and 1.23 M for MNIST, 83.3 M and 21.0 M, then 84.9 M and 21.0 M for TFD, 89.4 M and 37.4 M, 64.8 M and
// 12.5 M for CIFAR-10.
func TestParameters(t *testing.T) {
	d := func(values, units int) []int {
		return []int{(values + 1) * units * 5, (units + 1) * units * 5, units + 1}
	}
	faces := []int{101 * 8000, 8001 * 8000, 8001 * 2304}
	want := map[string][]struct{ g, d []int }{
		"mnist":                   {{[]int{101 * 1200, 1201 * 1200, 1201 * 784}, d(784, 240)}},
		"tfd":                     {{faces, d(2304, 1200)}, {append([]int{101 * 8000, 8001 * 100}, faces...), d(2304, 1200)}},
		"cifar10_fully_connected": {{[]int{101 * 8000, 8001 * 8000, 8001 * 3072}, d(3072, 1600)}},
		"cifar10_convolutional": {{[]int{101 * 8000, 8001 * 8000, 80*3*5*5 + 3*32*32},
			[]int{(3*8*8 + 1) * 64, (32*8*8 + 1) * 64, (32*5*5 + 1) * 384, (192*5*5 + 1) * 2500, 501}}},
	}
	totals := map[string][]int{
		"mnist": {2_503_984, 1_231_441}, "tfd": {83_250_304, 21_037_201, 84_858_404, 21_037_201},
		"cifar10_fully_connected": {89_395_072, 37_393_601}, "cifar10_convolutional": {64_825_072, 12_454_073},
	}
	for _, s := range settings() {
		var all []int
		for i, w := range want[s.name] {
			g, d := s.config.Shapes(i, s.values)
			if got := layers(g); !slices.Equal(got, w.g) {
				t.Errorf("%s, stage %d: the layers of G have %v parameters, want %v", s.name, i, got, w.g)
			}
			if got := layers(d); !slices.Equal(got, w.d) {
				t.Errorf("%s, stage %d: the layers of D have %v parameters, want %v", s.name, i, got, w.d)
			}
			all = append(all, total(g), total(d))
		}
		if !slices.Equal(all, totals[s.name]) {
			t.Errorf("%s: %v parameters, want %v", s.name, all, totals[s.name])
		}
	}
}

// layers returns the numbers of parameters by layer. Each layer has two shapes.
func layers(shapes []nn.Shape) (sizes []int) {
	for pair := range slices.Chunk(shapes, 2) {
		sizes = append(sizes, total(pair))
	}
	return sizes
}

func total(shapes []nn.Shape) (n int) {
	for _, s := range shapes {
		n += s.Rows * s.Cols
	}
	return n
}
