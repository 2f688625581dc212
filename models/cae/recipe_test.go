package cae

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gan2014/internal/rng"
	"gan2014/internal/trainertest"
	"gan2014/models/chain"
	"gan2014/models/nn"
	"gan2014/models/stack"
)

// twoLayers trains the recipe small for a number of epochs. The first two epochs train the first layer.
func twoLayers(t *testing.T, config Config, epochs int) *Trainer {
	t.Helper()
	trainer := New(config, uniform(), 1, "")
	for range epochs {
		if _, err := trainer.Epoch(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return trainer
}

// TestFirstWeights checks that the weights of each layer start in U(−r, r) with r = 4·√(6/(inputs+units)).
func TestFirstWeights(t *testing.T) {
	trainertest.FirstWeights(t, 4*math.Sqrt(6./180), func(layer int, seed int64) []float32 {
		return newAutoencoder[float32](name(layer), 100, 80, seed).w.Value.Data
	})
}

// TestEachLayerHasItsContraction checks that each layer is trained with its own λ: the gradient of its update equals that of the loss with
// this λ, bit for bit.
func TestEachLayerHasItsContraction(t *testing.T) {
	config := small()
	config.Layers[0].Contraction, config.Layers[1].Contraction = .5, 2
	trainer := twoLayers(t, config, 3)
	for i, l := range trainer.Layers() {
		x := nn.NewMatrix[float32](10, l.inputs())
		rng.Uniform(rng.For(3, "x", i), x.Data, 0, 1)
		l.Update(x, stack.Moment{}, &totals{}) // of rate 0
		got := slices.Clone(l.w.Gradient.Data)
		newPass(l.autoencoder, 10).gradient(l.autoencoder, x, config.Layers[i].Contraction)
		if !slices.Equal(got, l.w.Gradient.Data) {
			t.Errorf("layer %d is not trained with λ = %g", i+1, config.Layers[i].Contraction)
		}
	}
}

// TestLevel checks three steps from a training image without noise against steps by hand. Level 0 walks over images through the whole
// stack, and level 1 over the codes of the first layer, which are decoded for a sample. A level whose layer has not begun does not count.
func TestLevel(t *testing.T) {
	config := small()
	config.Noise, config.Chain = 0, chain.Protocol{Chains: 2, BurnIn: 1, Thin: 2}
	for epochs := 2; epochs <= 3; epochs++ { // one layer begun, then two
		for level := range 2 {
			config.Level = level
			trainer := twoLayers(t, config, epochs)
			x := config.Chain.Starts(trainer.Images(), rng.For(1, "eval"))
			pass := func(layers []*layer, x nn.Matrix[float32], direction func(a *autoencoder[float32], x nn.Matrix[float32]) nn.Matrix[float32]) nn.Matrix[float32] {
				for _, l := range layers {
					x = direction(l.autoencoder, x)
				}
				return x
			}
			up := func(a *autoencoder[float32], x nn.Matrix[float32]) nn.Matrix[float32] {
				h := nn.NewMatrix[float32](x.Rows, a.units())
				a.encode(h, x)
				return h
			}
			down := func(a *autoencoder[float32], h nn.Matrix[float32]) nn.Matrix[float32] {
				x := nn.NewMatrix[float32](h.Rows, a.inputs())
				a.decode(x, h)
				return x
			}
			below, above := trainer.Layers()[:0], trainer.Layers()
			if level == 1 && epochs == 3 {
				below, above = above[:1], above[1:]
			}
			reversed := slices.Clone(above)
			slices.Reverse(reversed)
			state := pass(below, x, up)
			for range 3 {
				state = pass(reversed, pass(above, state, up), down)
			}
			want := pass(below, state, down)
			samples, err := trainer.Sample(2, rng.For(1, "eval"))
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(samples.Data, want.Data) {
				t.Errorf("level %d of %d layers begun: samples are %v, by hand %v", level, len(trainer.Layers()), samples.Data, want.Data)
			}
		}
	}
}

// TestNoiseOfTheWalk checks that the walk has the noise of the recipe: the same steps with this noise give the same states, bit for bit.
func TestNoiseOfTheWalk(t *testing.T) {
	for _, noise := range []float64{.2, 3} {
		config := small()
		config.Noise, config.Chain = noise, chain.Protocol{Chains: 2, Thin: 3}
		trainer := twoLayers(t, config, 3)
		samples, err := trainer.Sample(2, rng.For(1, "eval"))
		if err != nil {
			t.Fatal(err)
		}
		s := rng.For(1, "eval")
		k := newWalk([]*autoencoder[float32]{trainer.Layers()[0].autoencoder, trainer.Layers()[1].autoencoder}, config.Chain.Starts(trainer.Images(), s))
		for range 3 {
			k.step(s, float32(noise))
		}
		if !slices.Equal(samples.Data, k.x.Data) {
			t.Errorf("a walk with noise %g has other states", noise)
		}
	}
}

// TestTrace checks that a trace has the states after the burn-in, step by step. It compares them with samples that chains take at every
// step.
func TestTrace(t *testing.T) {
	config := small()
	config.Chain = chain.Protocol{Chains: 4, BurnIn: 3, Thin: 1}
	trainer := twoLayers(t, config, 3)
	samples, err := trainer.Sample(12, rng.For(1, "eval"))
	if err != nil {
		t.Fatal(err)
	}
	trainer.config.Chain.Thin = 7
	if !slices.Equal(trainer.Trace(4, 3, rng.For(1, "eval")).Data, samples.Data) {
		t.Error("a trace is not the states after the burn-in")
	}
}

// TestStatsOfAnEpoch checks that the statistics of an epoch are means over its images, measured before each update.
func TestStatsOfAnEpoch(t *testing.T) {
	a, x := newAutoencoder[float32](name(0), 6, 7, 1), uniform()
	l, seen := &layer{a, newPass(a, 10), .1}, totals{}
	wantCross, wantPenalty := 0., 0.
	for from := 0; from < x.Rows; from += 10 {
		part := x.From(from).First(min(10, x.Rows-from))
		crossEntropy, penalty := newPass(a, part.Rows).gradient(a, part, .1)
		wantCross, wantPenalty = wantCross+crossEntropy/float64(x.Rows), wantPenalty+penalty/float64(x.Rows)
		l.Update(part, stack.Moment{}, &seen)
	}
	stats := seen.Stats(stack.Stats{})
	near(t, "the reconstruction error", stats.Reconstruction, wantCross, 1e-12)
	near(t, "the penalty", stats.Penalty, wantPenalty, 1e-12)
	if text, want := stats.String(), fmt.Sprintf("layer 0  reconstruction %.1f  penalty %.2f", wantCross, wantPenalty); text != want {
		t.Errorf("%q, want %q", text, want)
	}
}
