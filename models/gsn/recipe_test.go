package gsn

import (
	"math"
	"slices"
	"testing"

	"gan2014/internal/rng"
	"gan2014/internal/trainertest"
	"gan2014/models/chain"
	"gan2014/models/nn"
)

// TestFirstWeights checks that the weights between two layers start in U(−r, r) with r = √(6/(units below + units above)).
func TestFirstWeights(t *testing.T) {
	trainertest.FirstWeights(t, math.Sqrt(6./180), func(layer int, seed int64) []float32 {
		return newNet[float32]([]int{100, 80, 100}, seed).weights[layer].Value.Data
	})
}

// TestUpdatesFollowTheAnnealing checks that the rate falls by the annealing from epoch to epoch: an update changes velocities by v ← m·v −
// (1−m)·rate·gradient (see TestUpdate) with the rate of its epoch. The tolerance is 10⁻⁶ of the two terms, in float32.
func TestUpdatesFollowTheAnnealing(t *testing.T) {
	config := small()
	trainer := newSmall(config, 1, "")
	var before [][]float32
	remember := func() {
		before = nil
		for _, p := range trainer.net.params {
			before = append(before, slices.Clone(p.Velocity.Data))
		}
	}
	for epoch := range 4 {
		rate := config.Rate * math.Pow(config.Annealing, float64(epoch))
		remember()
		trainer.Progress = func(number int) {
			for i, p := range trainer.net.params {
				for k, g := range p.Gradient.Data {
					along, down := config.Momentum*float64(before[i][k]), (1-config.Momentum)*rate*float64(g)
					if got := float64(p.Velocity.Data[k]); math.Abs(got-(along-down)) > 1e-6*(math.Abs(along)+math.Abs(down)) {
						t.Fatalf("update %d: a velocity of %s is %g, want %g at a rate of %g", number, p.Name, got, along-down, rate)
					}
				}
			}
			remember()
		}
		if _, err := trainer.Epoch(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// TestTrainingWalksByTheRecipe checks that training walks as many steps, with as much noise, as the recipe says: an update has the same
// costs as such a walk with its stream, bit for bit.
func TestTrainingWalksByTheRecipe(t *testing.T) {
	for _, walkback := range []int{1, 5} {
		config := small()
		config.Walkback, config.SaltAndPepper, config.Noise = walkback, .2, .3
		trainer := newSmall(config, 2, "")
		for number := range 2 {
			x := trainer.images.First(5)
			w := newWalk(trainer.net, &noise[float32]{saltAndPepper: .2, deviation: .3}, walkback, 5)
			w.forward(x, rng.For(2, "walk", number))
			if err := trainer.update([]int{0, 1, 2, 3, 4}, 0); err != nil {
				t.Fatal(err)
			}
			trainer.state.Update++
			if got := trainer.walk(5).costs; !slices.Equal(got, w.costs) {
				t.Errorf("update %d costs %v, a walk of %d steps %v", number+1, got, walkback, w.costs)
			}
		}
	}
}

// TestOrder checks that every epoch and every seed has its own order of the images.
func TestOrder(t *testing.T) {
	first := func(seed int64, epoch int) (image []float32) {
		trainer := newSmall(small(), seed, "")
		trainer.state.Epoch = epoch
		trainer.Progress = func(int) {
			if image == nil {
				image = slices.Clone(trainer.batch.Data)
			}
		}
		if _, err := trainer.Epoch(t.Context()); err != nil {
			t.Fatal(err)
		}
		return image
	}
	if slices.Equal(first(1, 0), first(1, 1)) {
		t.Error("two epochs begin with the same minibatch")
	}
	if slices.Equal(first(1, 0), first(2, 0)) {
		t.Error("two seeds begin with the same minibatch")
	}
}

// TestEmissions checks that samples are the means of the chain's steps, or draws from them without salt and pepper: pixels are on with the
// probability of their means. It uses 4,000 draws of each pixel, within five standard errors. Without weights the means are σ(bias). Salt
// and pepper would show in pixels that are nearly always off or on.
func TestEmissions(t *testing.T) {
	for _, emit := range []Emission{Means, Draws} {
		config := small()
		config.Emit, config.Chain = emit, chain.Protocol{Chains: 4000, Thin: 1}
		trainer := newSmall(config, 1, "")
		for _, w := range trainer.net.weights {
			clear(w.Value.Data)
		}
		copy(trainer.net.bias[0].Value.Data, []float32{-6, 6, 0, -1, 1, 2})
		samples, err := trainer.Sample(4000, rng.For(1, "eval"))
		if err != nil {
			t.Fatal(err)
		}
		mean := make([]float64, 6)
		for i, v := range samples.Data {
			mean[i%6] += float64(v) / 4000
		}
		for k, b := range trainer.net.bias[0].Value.Data {
			p := 1 / (1 + math.Exp(-float64(b)))
			tolerance := 1e-6 // the rounding of float32
			if emit == Draws {
				tolerance = 5 * math.Sqrt(p*(1-p)/4000)
			}
			if math.Abs(mean[k]-p) > tolerance {
				t.Errorf("%s: pixel %d is %.4f on average, want %.4f ± %.4f", emit, k, mean[k], p, tolerance)
			}
		}
		binary := !slices.ContainsFunc(samples.Data, func(v float32) bool { return v != 0 && v != 1 })
		if binary != (emit == Draws) {
			t.Errorf("%s: all pixels are 0 or 1: %v", emit, binary)
		}
	}
}

// TestStartIsNoisy checks that a walk starts from the image with salt and pepper: white and black pixels change, each with half of the
// share.
func TestStartIsNoisy(t *testing.T) {
	const rows = 2000
	w := newWalk(newNet[float32]([]int{10, 3}, 1), &noise[float32]{saltAndPepper: .4}, 1, rows)
	w.start(nn.NewMatrix[float32](rows, 10), rng.For(1, "walk"))
	ones := 0
	for _, v := range w.moments[0].values[0].Data {
		ones += int(v)
	}
	share(t, "black pixels that became white", ones, 10*rows, .2)
}

// TestCostsOfAnEpoch checks that the two costs of an epoch are those of the first and of the last step.
func TestCostsOfAnEpoch(t *testing.T) {
	var seen totals
	seen.add([]float64{30, 20, 12}, 3)
	seen.add([]float64{10, 8, 6}, 1)
	if stats := seen.means(); stats.First != 10 || stats.Last != 4.5 {
		t.Errorf("costs of 40 and 18 of four images are %+v", stats)
	}
}
