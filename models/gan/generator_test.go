package gan

import (
	"math"
	"slices"
	"strings"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// copied returns parameters with the names and values of others, in memory of their own.
func copied(params []*nn.Param[float32]) (all []*nn.Param[float32]) {
	for _, p := range params {
		all = append(all, &nn.Param[float32]{Name: p.Name, Value: nn.Matrix[float32]{Rows: p.Value.Rows, Cols: p.Value.Cols, Data: slices.Clone(p.Value.Data)}})
	}
	return all
}

// TestGeneratorDrawsAsItsTrainer checks that a generator made of the parameters of a trainer draws the same samples, in every stage and
// from an average too.
func TestGeneratorDrawsAsItsTrainer(t *testing.T) {
	averaged := grown()
	averaged.AverageDecay = .9
	for name, config := range map[string]Config{"plain": grown(), "average": averaged, "normalised": normalising(), "with chance": chanceInG(Simultaneous)} {
		trainer := newSmall(config, 1)
		for stage := range config.Stages {
			train(t, trainer, 1)
			want, err := trainer.Sample(501, rng.For(1, "eval"))
			if err != nil {
				t.Fatal(err)
			}
			g, err := NewGenerator(config, 6, copied(trainer.Generator().Params()))
			if err != nil {
				t.Fatalf("%s, epoch %d: %v", name, stage+1, err)
			}
			got, err := g.Sample(501, rng.For(1, "eval"))
			if err != nil {
				t.Fatal(err)
			}
			if got.Rows != 501 || got.Cols != 6 || !slices.Equal(got.Data, want.Data) {
				t.Errorf("%s, epoch %d: the generator draws other samples than its trainer", name, stage+1)
			}
		}
	}
}

// TestNewGeneratorRefuses checks that parameters of another net are refused.
func TestNewGeneratorRefuses(t *testing.T) {
	config := small()
	for want, change := range map[string]func([]*nn.Param[float32]) []*nn.Param[float32]{
		"it holds 3 tensors, but the generator of its recipe has 4": func(p []*nn.Param[float32]) []*nn.Param[float32] { return p[:3] },
		"tensor 1 is {G/1/w 8 6}":                                   func(p []*nn.Param[float32]) []*nn.Param[float32] { p[0], p[2] = p[2], p[0]; return p },
		"tensor 3 is {G/1/w 8 5}, but the generator of its recipe has {G/1/w 8 6}": func(p []*nn.Param[float32]) []*nn.Param[float32] {
			p[2].Value.Cols = 5
			return p
		},
	} {
		_, err := NewGenerator(config, 6, change(copied(newSmall(config, 1).Generator().Params())))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one that says %q", err, want)
		}
	}
	if _, err := NewGenerator(config, 7, copied(newSmall(config, 1).Generator().Params())); err == nil || !strings.Contains(err.Error(), "its images have 6 values, not 7") {
		t.Errorf("error %v for images of another size", err)
	}
}

// TestChanceInGIsInItsSamples checks that samples of one z differ by what chance does in the layers: over many samples the pixels have the
// mean and the variance that dropout and noise give them, in a generator of one linear layer. The same generator without chance makes the image
// of the mean.
func TestChanceInGIsInItsSamples(t *testing.T) {
	const keep, sd, weight = .8, .5, 2.
	layer := nn.Layer{Kind: "linear", Units: 1, IRange: 1, Bias: []float64{1}, Keep: keep, Noise: sd}
	config := Config{Noise: Noise{Kind: "uniform", Size: 1}, Stages: []Stage{{Generator: []nn.Layer{layer}}}}
	net := nn.NewNet[float32]("G", 1, config.Stages[0].Generator, 1)
	net.Params[0].Value.Data[0] = weight
	g, err := NewGenerator(config, 1, net.Params)
	if err != nil {
		t.Fatal(err)
	}
	const n = 100_000
	samples, err := g.Sample(n, rng.For(1, "samples"))
	if err != nil {
		t.Fatal(err)
	}
	sum, squares := 0., 0.
	for _, v := range samples.Data {
		sum += float64(v)
		squares += float64(v) * float64(v)
	}
	mean := sum / n
	variance := squares/n - mean*mean
	// x = weight·(z·m/keep + noise) + 1, with z of variance 1 and m = 1 with probability keep.
	if want := weight * weight * (1/keep + sd*sd); math.Abs(mean-1) > .03 || math.Abs(variance-want) > .02*want {
		t.Errorf("the samples have mean %.3f and variance %.3f, want 1 and %.3f", mean, variance, want)
	}
	z := nn.Matrix[float32]{Rows: 2, Cols: 1, Data: []float32{1, -1}}
	if images, err := g.Generate(z); err != nil || images.Data[0] != 3 || images.Data[1] != -1 {
		t.Errorf("the images of given z are %v (%v), want 3 and -1", images.Data, err)
	}
	if _, _, ok := g.Decoder(); ok {
		t.Error("a generator with chance in its layers says that its images depend on z alone")
	}
}
