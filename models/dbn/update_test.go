package dbn

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gan2014/internal/rng"
	"gan2014/internal/trainertest"
	"gan2014/models/chain"
	"gan2014/models/nn"
	"gan2014/models/rbm"
	"gan2014/models/stack"
)

// pixels returns a minibatch of n images of 6 values in [0,1].
func pixels(name string, n int) nn.Matrix[float32] {
	x := nn.NewMatrix[float32](n, 6)
	rng.Uniform(rng.For(3, name), x.Data, 0, 1)
	return x
}

// trainedBy returns a layer of 4 units with the given recipe, whose machine has large parameters so that states differ.
func trainedBy(recipe Layer, batch int) *layer {
	recipe.Units = 4
	l := newLayer("", recipe, 6, batch, 1)
	for i, p := range l.Machine.Params() {
		rng.Normal(rng.For(5, "params", i), p.Value.Data)
	}
	return l
}

// TestFirstWeights checks that the weights of each layer start in U(−r, r) with r = 4·√(6/(visible+hidden)).
func TestFirstWeights(t *testing.T) {
	trainertest.FirstWeights(t, 4*math.Sqrt(6./180), func(layer int, seed int64) []float32 {
		return rbm.New[float32](name(layer), 100, 80, seed).W.Value.Data
	})
}

// TestPersistentChainsGoOn checks that persistent chains begin with all hidden units at 0 and continue from update to update, whatever the
// data. Chains by hand have the same states, bit for bit. The learning rate is 0, so that the machine does not change.
func TestPersistentChainsGoOn(t *testing.T) {
	const chains = 10
	l, byHand := trainedBy(Layer{Steps: 2, Persistent: true}, chains), trainedBy(Layer{}, chains).model
	for update := range 3 {
		l.Update(pixels(fmt.Sprint("data ", update), chains), stack.Moment{Seed: 1, Update: update}, &totals{})
		s := rng.For(1, "gibbs", update)
		for range 2 {
			byHand.Down(s)
			byHand.Up(s)
		}
		if !slices.Equal(l.model.V.Data, byHand.V.Data) {
			t.Fatalf("update %d ends at other visible states than chains that go on", update+1)
		}
	}
}

// TestOtherChainsStartFromTheData checks that chains that are not persistent start from the data at each update and do not depend on the
// update before.
func TestOtherChainsStartFromTheData(t *testing.T) {
	data := pixels("data", 10)
	last := func(before ...nn.Matrix[float32]) []float32 {
		l := trainedBy(Layer{Steps: 1}, 10)
		for _, x := range append(before, data) {
			l.Update(x, stack.Moment{Seed: 1}, &totals{})
		}
		return l.model.V.Data
	}
	if !slices.Equal(last(), last(pixels("before", 10))) {
		t.Error("the chains of an update depend on the update before")
	}
}

// TestGradientOfAnUpdate checks that the negative phase uses the probabilities of the hidden units at the end of the chain and not their
// states, and that weights decay. The gradient equals that of the machine in float64 at the chain's visible states, to 10⁻⁵, a hundred
// times the rounding of float32. With the states it would be off by up to 1.
func TestGradientOfAnUpdate(t *testing.T) {
	for name, recipe := range map[string]Layer{"CD": {Steps: 2, Decay: .1}, "PCD": {Steps: 1, Persistent: true, Decay: .3}} {
		l, data := trainedBy(recipe, 10), pixels("data", 10)
		l.Update(data, stack.Moment{Seed: 1}, &totals{})
		m := widen(l.Machine)
		x, v := nn.NewMatrix[float64](10, 6), nn.NewMatrix[float64](10, 6)
		for i := range x.Data {
			x.Data[i], v.Data[i] = float64(data.Data[i]), float64(l.model.V.Data[i])
		}
		p, q := nn.NewMatrix[float64](10, 4), nn.NewMatrix[float64](10, 4)
		m.Hidden(p, x)
		m.Hidden(q, v)
		m.Gradient(x, p, v, q, recipe.Decay)
		for i, param := range l.Machine.Params() {
			for k, got := range param.Gradient.Data {
				trainertest.Near(t, fmt.Sprintf("%s: the derivative by %s[%d]", name, param.Name, k), float64(got), m.Params()[i].Gradient.Data[k], 1e-5)
			}
		}
	}
}

// TestCoins checks that each update and each seed has its own random numbers.
func TestCoins(t *testing.T) {
	data := pixels("data", 10)
	states := func(now stack.Moment) []float32 {
		l := trainedBy(Layer{Steps: 1}, 10)
		l.Update(data, now, &totals{})
		return l.model.V.Data
	}
	first := states(stack.Moment{Seed: 1, Update: 3})
	if slices.Equal(first, states(stack.Moment{Seed: 1, Update: 4})) {
		t.Error("two updates throw the same coins")
	}
	if slices.Equal(first, states(stack.Moment{Seed: 2, Update: 3})) {
		t.Error("two seeds throw the same coins")
	}
}

// TestEachLayerHasItsRecipe checks that each layer is trained by its own recipe.
func TestEachLayerHasItsRecipe(t *testing.T) {
	config := small()
	trainer := newSmall(config, 1, "")
	for range 3 {
		if _, err := trainer.Epoch(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for i, l := range trainer.Layers() {
		if l.recipe != config.Layers[i] || (l.persistent != nil) != config.Layers[i].Persistent {
			t.Errorf("layer %d is trained by %+v, want %+v", i+1, l.recipe, config.Layers[i])
		}
	}
}

// TestStatsOfAnUpdate checks that the statistics of an epoch are means over its images and units. In one update of a machine without
// weights all probabilities are ½, so an image costs log 2 per pixel and half of the units are on.
func TestStatsOfAnUpdate(t *testing.T) {
	for _, steps := range []int{1, 3} {
		l, seen := trainedBy(Layer{Steps: steps}, 10), totals{}
		for _, p := range l.Machine.Params() {
			clear(p.Value.Data)
		}
		l.Update(pixels("data", 7), stack.Moment{Seed: 1}, &seen)
		stats := seen.Stats(stack.Stats{})
		trainertest.Near(t, "the reconstruction error", stats.Reconstruction, 6*math.Ln2, 1e-6)
		trainertest.Near(t, "the pseudo-likelihood", stats.PseudoLikelihood, -6*math.Ln2, 1e-6)
		trainertest.Near(t, "the activity", stats.Activity, .5, 1e-6)
	}
}

// copier returns a net of two layers that copy their input, unit by unit: σ(40·x−20) is 0 or 1 to 10⁻⁸. So chains stay at the images they
// start from.
func copier(t *testing.T, images nn.Matrix[float32], emit Emission) *Trainer {
	t.Helper()
	plan := stack.LayerSchedule{Units: images.Cols, Epochs: 1}
	config := Config{Batch: 10, Emit: emit, Chain: chain.Protocol{Chains: 3, BurnIn: 5, Thin: 2}, Layers: []Layer{{LayerSchedule: plan, Steps: 1}, {LayerSchedule: plan, Steps: 1}}}
	trainer := New(config, images, 1, "")
	for range 2 {
		if _, err := trainer.Epoch(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for _, l := range trainer.Layers() {
		clear(l.W.Value.Data)
		for i := range images.Cols {
			l.W.Value.Row(i)[i], l.B.Value.Data[i], l.C.Value.Data[i] = 40, -20, -20
		}
	}
	return trainer
}

// TestChainsStartFromImages checks that chains start from training images.
func TestChainsStartFromImages(t *testing.T) {
	images := nn.NewMatrix[float32](20, 6)
	for i := range images.Rows {
		copy(images.Row(i), []float32{1, 0, 1, 1, 0, float32(i % 2)})
	}
	for _, emit := range []Emission{Means, MeanField, Draws} {
		samples, err := copier(t, images, emit).Sample(9, rng.For(1, "eval"))
		if err != nil {
			t.Fatal(err)
		}
		for i := range samples.Rows {
			for k, want := range []float64{1, 0, 1, 1, 0} {
				trainertest.Near(t, fmt.Sprintf("%s: pixel %d of sample %d", emit, k, i), float64(samples.Row(i)[k]), want, 1e-6)
			}
		}
	}
}

// TestEmissions checks which image a state gives: mean field passes probabilities down, and the other emissions pass states down. It
// compares with the formulas for a state of the top layer's hidden units, to the rounding of float32.
func TestEmissions(t *testing.T) {
	for _, emit := range []Emission{Means, MeanField} {
		below, above := trainedBy(Layer{}, 3), newLayer("above", Layer{LayerSchedule: stack.LayerSchedule{Units: 2}}, 4, 3, 1)
		levels := []*rbm.Gibbs[float32]{rbm.NewGibbs(below.Machine, nn.NewMatrix[float32](3, 6)), nil}
		levels[1] = rbm.NewGibbs(above.Machine, levels[0].H)
		s := rng.For(1, "walk")
		levels[1].Down(s)
		from := levels[1].V
		if emit == MeanField {
			from = levels[1].PV
		}
		images := emit.images(levels, s)
		for i := range images.Rows {
			for k, got := range images.Row(i) {
				sum := float64(below.B.Value.Data[k])
				for j, h := range from.Row(i) {
					sum += float64(h) * float64(below.W.Value.Row(k)[j])
				}
				trainertest.Near(t, fmt.Sprintf("%s: pixel %d of image %d", emit, k, i), float64(got), 1/(1+math.Exp(-sum)), 1e-6)
			}
		}
	}
}

// TestTrace checks that a trace has the states after the burn-in, step by step. It compares them with samples that chains take at every
// step.
func TestTrace(t *testing.T) {
	trainer := sampler(t, Means, 2, 4)
	trainer.config.Chain.BurnIn = 3
	samples, err := trainer.Sample(12, rng.For(1, "eval"))
	if err != nil {
		t.Fatal(err)
	}
	trainer.config.Chain.Thin = 7
	if !slices.Equal(trainer.Trace(4, 3, rng.For(1, "eval")).Data, samples.Data) {
		t.Error("a trace is not the states after the burn-in")
	}
}
