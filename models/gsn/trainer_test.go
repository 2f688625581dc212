package gsn

import (
	"errors"
	"math"
	"testing"

	"gan2014/internal/rng"
	"gan2014/internal/trainertest"
	"gan2014/models/chain"
	"gan2014/models/nn"
)

// small returns a recipe that runs an epoch in a millisecond.
func small() Config {
	return Config{
		Batch: 10, Hidden: []int{7, 5}, Walkback: 3, SaltAndPepper: .4, Noise: 1,
		Rate: 2, Annealing: .9, Momentum: .5,
		Chain: chain.Protocol{Chains: 4, BurnIn: 3, Thin: 2}, Emit: Means,
	}
}

// newSmall returns a trainer whose number of images is not a multiple of the minibatch size.
func newSmall(config Config, seed int64, key string) *Trainer {
	images := nn.NewMatrix[float32](47, 6)
	rng.Uniform(rng.For(9, "images"), images.Data, 0, 1)
	return New(config, images, seed, key)
}

func TestLaws(t *testing.T) {
	for _, emit := range []Emission{Means, Draws} {
		t.Run(string(emit), func(t *testing.T) {
			config := small()
			config.Emit = emit
			if emit == Draws { // where two samples of six pixels may well be equal
				config.Chain.Thin = 1
			}
			trainertest.Laws(t, func(seed int64, key string) trainertest.Trainer[Stats] { return newSmall(config, seed, key) }, 4)
		})
	}
}

// TestUpdate compares an update with the rule of the original by hand: direction ← m·direction + (1−m)·gradient, parameter ← parameter −
// rate·direction.
func TestUpdate(t *testing.T) {
	config := small()
	trainer := newSmall(config, 1, "")
	bias := trainer.net.bias[0]
	want, direction := float64(bias.Value.Data[0]), 0.
	for range 5 {
		if err := trainer.update([]int{0, 1, 2}, config.Rate); err != nil {
			t.Fatal(err)
		}
		trainer.state.Update++
		direction = config.Momentum*direction + (1-config.Momentum)*float64(bias.Gradient.Data[0])
		want -= config.Rate * direction
	}
	if got := float64(bias.Value.Data[0]); want == 0 || got < want-1e-6 || got > want+1e-6 {
		t.Errorf("a bias is %g after five updates, want %g", got, want)
	}
}

// TestEpochsAndUpdatesAreApart checks that every update has its own noise, and that the statistics of an epoch count only its own updates,
// at its rate.
func TestEpochsAndUpdatesAreApart(t *testing.T) {
	config := small()
	config.Rate = 0
	trainer := newSmall(config, 1, "")
	rows, seen := []int{0, 1, 2}, map[float64]bool{}
	for range 5 {
		if err := trainer.update(rows, 0); err != nil {
			t.Fatal(err)
		}
		seen[trainer.walk(len(rows)).costs[0]] = true
		trainer.state.Update++
	}
	if len(seen) != 5 {
		t.Errorf("five updates without learning have %d different costs", len(seen))
	}
	config.Rate = 2
	trainer = newSmall(config, 1, "")
	for epoch, rate := range []float64{2, 1.8, 1.62} {
		var images int
		trainer.Progress = func(int) { images = trainer.state.Totals.Images }
		stats, err := trainer.Epoch(t.Context())
		if err != nil || math.Abs(stats.Rate-rate) > 1e-12 || images != trainer.images.Rows {
			t.Errorf("epoch %d: statistics of %d images, a rate of %g, want %d and %g (%v)", epoch+1, images, stats.Rate, trainer.images.Rows, rate, err)
		}
	}
}

// TestLearnsTwoModes trains on two images that differ in all of their six pixels. The means of a single chain must then be near one of the
// two most of the time, and change between them when noise flips most pixels.
func TestLearnsTwoModes(t *testing.T) {
	const pixels = 6
	images := nn.NewMatrix[float32](200, pixels)
	for i := range images.Rows {
		for k := range pixels / 2 {
			images.Row(i)[i%2*pixels/2+k] = 1
		}
	}
	config := Config{
		Batch: 20, Hidden: []int{20, 20}, Walkback: 4, SaltAndPepper: .4, Noise: .5,
		Rate: 1, Annealing: .99, Momentum: .5, Chain: chain.Protocol{Chains: 1, BurnIn: 10, Thin: 1}, Emit: Means,
	}
	trainer := New(config, images, 1, "")
	for range 400 {
		if _, err := trainer.Epoch(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	samples, err := trainer.Sample(20_000, rng.For(1, "eval"))
	if err != nil {
		t.Fatal(err)
	}
	count := [2]int{}
	for i := range samples.Rows {
		for mode := range 2 {
			d := 0.
			for k, v := range samples.Row(i) {
				e := float64(v - images.Row(mode)[k])
				d += e * e
			}
			if d < 1 { // they are at a squared distance of 6
				count[mode]++
			}
		}
	}
	if count[0]+count[1] < 14_000 || min(count[0], count[1]) < 1000 {
		t.Errorf("of 20,000 samples %v are near the two modes, want most, and enough of both", count)
	}
}

func TestDivergenceIsNamed(t *testing.T) {
	config := small()
	config.Rate = 1e39
	var diverged *nn.Diverged
	if _, err := newSmall(config, 1, "").Epoch(t.Context()); !errors.As(err, &diverged) || diverged.Update < 1 || diverged.What == "" {
		t.Errorf("a learning rate of 1e39 ended with %v", err)
	}
}

// TestUpdateAllocatesLittle checks that an update in steady state allocates no more than its streams.
func TestUpdateAllocatesLittle(t *testing.T) {
	config := small()
	config.Hidden = []int{700, 500}
	trainer := newSmall(config, 1, "")
	update := func() {
		if err := trainer.update([]int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, .01); err != nil {
			t.Fatal(err)
		}
		trainer.state.Update++
	}
	if each := trainertest.Allocated(update); each > 8<<10 {
		t.Errorf("an update allocates %d bytes", each)
	}
}

func TestProtocolInWords(t *testing.T) {
	const want = "means of a 6-7-5 generative stochastic network; 4 chains from training images, burn-in of 3 steps, a sample every 2 steps"
	if got := newSmall(small(), 1, "").Protocol(); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
