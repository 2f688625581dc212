package run

import (
	"reflect"
	"testing"

	"gan2014/datasets"
	"gan2014/experiments/spec"
	"gan2014/experiments/specs"
	"gan2014/models/gan"
	"gan2014/models/nn"
)

// blank returns a data set of one black image.
func blank(height, width, channels int) *datasets.Set {
	dim := height * width * channels
	return &datasets.Set{Height: height, Width: width, Channels: channels, Train: datasets.Images{N: 1, Dim: dim, Data: make([]float32, dim)}}
}

// TestRecipesBecomeNets checks the numbers of parameters of G and D in each stage of the bundled specs against the original's.
func TestRecipesBecomeNets(t *testing.T) {
	type sizes struct{ epochs, g, d int }
	for name, c := range map[string]struct {
		set    *datasets.Set
		stages []sizes
	}{
		"mnist":        {blank(28, 28, 1), []sizes{{250, 2_503_984, 1_231_441}}},
		"tfd":          {blank(48, 48, 1), []sizes{{50, 83_250_304, 21_037_201}, {22, 84_858_404, 21_037_201}}},
		"cifar10-fc":   {blank(32, 32, 3), []sizes{{250, 89_395_072, 37_393_601}}},
		"cifar10-conv": {blank(32, 32, 3), []sizes{{250, 64_825_072, 12_454_073}}},
	} {
		s, err := spec.Parse(name, []byte(specs.Bundled()[name]), []string{"budget=paper"}, specs.Bundled())
		if err != nil {
			t.Fatal(err)
		}
		config := ganConfig(s.Plan()[0], c.set)
		if len(config.Stages) != len(c.stages) {
			t.Fatalf("%s has %d stages, want %d", name, len(config.Stages), len(c.stages))
		}
		for i, want := range c.stages {
			got := sizes{epochs: config.Stages[i].Epochs}
			g, d := config.Shapes(i, c.set.Train.Dim)
			for _, shape := range g {
				got.g += shape.Rows * shape.Cols
			}
			for _, shape := range d {
				got.d += shape.Rows * shape.Cols
			}
			if got != want {
				t.Errorf("%s, stage %d: epochs and parameters are %+v, want %+v", name, i+1, got, want)
			}
		}
	}
}

// TestLayersAreTranslated checks that biases, limits, sparse weights, geometry and dropout are converted completely.
func TestLayersAreTranslated(t *testing.T) {
	check := func(what string, got, want nn.Layer) {
		t.Helper()
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s is %+v, want %+v", what, got, want)
		}
	}
	config := func(name string, set *datasets.Set) gan.Config {
		s, err := spec.Parse(name, []byte(specs.Bundled()[name]), nil, specs.Bundled())
		if err != nil {
			t.Fatal(err)
		}
		return ganConfig(s.Plan()[0], set)
	}
	const norm = 1.9365
	faces := config("tfd", blank(48, 48, 1)).Stages
	check("layer 2 of G", faces[0].Generator[1], nn.Layer{Kind: "sigmoid", Units: 8000, IRange: .05, Bias: []float64{-2}, MaxNorm: norm})
	black := nn.BiasFromMarginals(make([]float64, 48*48))
	check("layer 3 of G", faces[0].Generator[2], nn.Layer{Kind: "sigmoid", Units: 48 * 48, Sparse: 100, Bias: black, MaxNorm: norm})
	check("the code", faces[1].Generator[1], nn.Layer{Kind: "sigmoid", Units: 100, IRange: .05, Bias: []float64{-2}, MaxNorm: norm})
	check("layer 1 of D", faces[1].Discriminator[0], nn.Layer{Kind: "maxout", Units: 1200, Pieces: 5, IRange: .005, MaxNorm: norm, Keep: .8})
	check("the last of D", faces[1].Discriminator[2], nn.Layer{Kind: "linear", Units: 1, IRange: .005, MaxNorm: norm, Keep: .5})

	photographs := config("cifar10-conv", blank(32, 32, 3)).Stages[0]
	check("the last of G", photographs.Generator[2],
		nn.Layer{Kind: "deconv", Units: 3, IRange: .05, Conv: &nn.Conv{Channels: 80, Height: 10, Width: 10, Kernel: 5, Stride: 3}})
	check("layer 3 of D", photographs.Discriminator[2],
		nn.Layer{Kind: "maxout conv", Units: 192, Pieces: 2, IRange: .005, Keep: .5,
			Conv: &nn.Conv{Channels: 32, Height: 7, Width: 7, Kernel: 5, Pad: 3, Pool: 2, PoolStride: 2}})
	check("the last of G", config("cifar10-fc", blank(32, 32, 3)).Stages[0].Generator[2], nn.Layer{Kind: "linear", Units: 3072, IRange: .5})
}

// TestMasksAreTranslated checks that all that says how images are completed reaches the nets, and the generator of a file.
func TestMasksAreTranslated(t *testing.T) {
	s, err := spec.Parse("section7", []byte(specs.Bundled()["section7"]), nil, specs.Bundled())
	if err != nil {
		t.Fatal(err)
	}
	for _, run := range s.Plan() {
		if run.System.Masks == nil {
			continue
		}
		set := blank(28, 28, 1)
		want := gan.Masks{Kinds: []gan.Mask{gan.Halves, gan.Quadrants, gan.Rectangles, gan.Pixels, gan.Everything}, Height: 28, Width: 28, Channels: 1,
			Diversity: gan.Diversity{Weight: 1, Most: .5}, Variety: 1}
		for _, config := range []gan.Config{ganConfig(run, set), generatorConfig(run, shapeOf(set))} {
			if !reflect.DeepEqual(*config.Masks, want) {
				t.Errorf("masks are %+v, want %+v", *config.Masks, want)
			}
			if noise := (gan.Noise{Kind: "gaussian", Size: 784, SD: .3}); config.Noise != noise {
				t.Errorf("noise is %+v, want %+v", config.Noise, noise)
			}
		}
		return
	}
	t.Error("section7.yaml has no nets with masks")
}
