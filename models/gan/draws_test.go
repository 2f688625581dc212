package gan

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// TestPrior checks that noise has mean 0 and variance 1. The fourth moment distinguishes the kinds: 9/5 for U(−√3, √3), which is bounded,
// and 3 for N(0, 1). It uses 90,000 values. Each moment lies within five standard errors, which follow from the moments up to the eighth.
func TestPrior(t *testing.T) {
	const n = 90_000
	for _, c := range []struct {
		kind                  string
		bound, fourth, eighth float64
	}{{"uniform", math.Sqrt(3), 9. / 5, 9}, {"gaussian", math.Inf(1), 3, 105}} {
		z := make([]float32, n)
		Noise{Kind: c.kind, Size: 3}.draw(rng.For(1, "z"), z)
		scaled := make([]float32, n)
		Noise{Kind: c.kind, Size: 3, SD: .5}.draw(rng.For(1, "z"), scaled)
		var mean, second, fourth float64
		for i, v := range z {
			x := float64(v)
			if scaled[i] != v/2 {
				t.Fatalf("%s: a value of half the spread is %g, not %g", c.kind, scaled[i], v/2)
			}
			if math.Abs(x) > c.bound*(1+1e-7) { // as float32 rounds
				t.Fatalf("%s: a value is %g", c.kind, x)
			}
			mean, second, fourth = mean+x/n, second+x*x/n, fourth+x*x*x*x/n
		}
		near := func(moment string, got, want, variance float64) {
			t.Helper()
			if tolerance := 5 * math.Sqrt(variance/n); math.Abs(got-want) > tolerance {
				t.Errorf("%s: the %s is %.3f, want %.3f ± %.3f", c.kind, moment, got, want, tolerance)
			}
		}
		near("mean", mean, 0, 1)
		near("variance", second, 1, c.fourth-1)
		near("fourth moment", fourth, c.fourth, c.eighth-c.fourth*c.fourth)
	}
}

// TestSamplesAreImagesOfTheNoise checks that samples are G's images of noise that is drawn in order, and that images of given noise are in
// its order, also if they are made in several chunks.
func TestSamplesAreImagesOfTheNoise(t *testing.T) {
	const n = 2*chunk + 3
	bare := undropped(NonSaturating)
	bare.Noise.Size, bare.Stages[0].Generator = 6, nil // a G without layers, whose images are the noise
	for name, config := range map[string]Config{"with a G": small(), "without": bare} {
		trainer := newSmall(config, 1)
		z := trainer.Noise(n, rng.For(1, "eval"))
		images, err := trainer.Generate(z)
		if err != nil {
			t.Fatal(err)
		}
		samples, err := trainer.Sample(n, rng.For(1, "eval"))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(samples.Data, images.Data) {
			t.Errorf("%s: samples are not the images of the noise of their stream", name)
		}
		if name == "without" && !slices.Equal(images.Data, z.Data) {
			t.Error("without layers in G, images are not the noise they are of")
		}
	}
}

// draws returns what a trainer has drawn for its last update, by use: the noise and the masks of each step.
func draws(trainer *Trainer) map[string][]float32 {
	drawn := map[string][]float32{}
	for shape, s := range trainer.steps {
		step := "simultaneous step"
		if shape.trainD != shape.trainG {
			step = map[bool]string{true: "step of D", false: "step of G"}[shape.trainD]
		}
		drawn["noise of the "+step] = slices.Clone(s.z.Data)
		for i, m := range s.ofD.masks {
			drawn[fmt.Sprintf("mask %d of the %s", i, step)] = slices.Clone(m.Data)
		}
		for i, m := range s.ofG.masks {
			if m.Rows > 0 {
				drawn[fmt.Sprintf("mask %d of G in the %s", i, step)] = slices.Clone(m.Data)
				drawn[fmt.Sprintf("noise %d of G in the %s", i, step)] = slices.Clone(s.ofG.noises[i].Data)
			}
		}
	}
	return drawn
}

// alike reports whether two draws have a common beginning, as those of one stream have, which may be of different lengths.
func alike(a, b []float32) bool {
	n := min(len(a), len(b))
	return slices.Equal(a[:n], b[:n])
}

// equallyKept returns recipes with both orders of steps and the same dropout in both layers, so that masks of one stream would be equal.
func equallyKept() map[Update]Config {
	recipes := map[Update]Config{}
	for _, order := range []Update{Simultaneous, Alternating} {
		config := small()
		config.Update = order
		for i := range config.Stages[0].Discriminator {
			config.Stages[0].Discriminator[i].Keep = .5
		}
		for i := range config.Stages[0].Generator {
			config.Stages[0].Generator[i].Keep, config.Stages[0].Generator[i].Noise = .5, .5
		}
		recipes[order] = config
	}
	return recipes
}

func update(t *testing.T, trainer *Trainer, rows ...int) {
	t.Helper()
	if err := trainer.update(rows); err != nil {
		t.Fatal(err)
	}
	trainer.state.Update++
}

// TestNothingIsDrawnTwice checks that every update draws its own noise and its own masks, one mask for each layer. If the nets move in
// turn, G moves on other noise than D (Algorithm 1).
func TestNothingIsDrawnTwice(t *testing.T) {
	for order, config := range equallyKept() {
		trainer, seen := newSmall(config, 1), map[string][]float32{}
		for number := range 3 {
			update(t, trainer, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
			for use, now := range draws(trainer) {
				use = fmt.Sprintf("%s of update %d", use, number+1)
				for other, before := range seen {
					if alike(now, before) {
						t.Errorf("%s: the %s is the %s", order, use, other)
					}
				}
				seen[use] = now
			}
		}
	}
}

// TestEachLayerHasItsDropout checks that the mask of each layer keeps values with the layer's own probability, as its scale shows.
func TestEachLayerHasItsDropout(t *testing.T) {
	trainer := newSmall(small(), 1)
	update(t, trainer, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
	drawn := draws(trainer)
	for i, scale := range []float32{1 / .8, 1 / .5} {
		mask := drawn[fmt.Sprintf("mask %d of the simultaneous step", i)]
		if !slices.Contains(mask, scale) || slices.ContainsFunc(mask, func(v float32) bool { return v != 0 && v != scale }) {
			t.Errorf("the mask of layer %d holds %v, want 0 and %g", i, slices.Compact(slices.Sorted(slices.Values(mask))), scale)
		}
	}
}

// TestSeedReachesAllThatIsRandom checks that the first weights of each net, the order of the images, the noise and the masks depend on the
// seed.
func TestSeedReachesAllThatIsRandom(t *testing.T) {
	for order, config := range equallyKept() {
		random := func(seed int64) map[string][]float32 {
			trainer := newSmall(config, seed)
			g, d := slices.Clone(trainer.pair.G.Params[0].Value.Data), slices.Clone(trainer.pair.D.Params[0].Value.Data)
			update(t, trainer, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
			drawn := draws(trainer)
			drawn["weights of G"], drawn["weights of D"] = g, d
			drawn["order of the images"] = firstImage(t, newSmall(config, seed))
			return drawn
		}
		other := random(2)
		for use, values := range random(1) {
			if alike(values, other[use]) {
				t.Errorf("%s: the %s does not depend on the seed", order, use)
			}
		}
	}
}

// firstImage returns the first image of an epoch.
func firstImage(t *testing.T, trainer *Trainer) (image []float32) {
	t.Helper()
	trainer.Progress = func(int) {
		for shape, s := range trainer.steps {
			if shape.real > 0 && image == nil {
				image = slices.Clone(s.x.Row(0))
			}
		}
	}
	train(t, trainer, 1)
	return image
}

// TestUpdatesFollowTheSchedules checks that an update changes velocities by v ← μv − ηg. η is the rate of its number and μ the momentum of
// its epoch, both counted from the beginning of the stage. The tolerance is 10⁻⁶ of the two terms, in float32.
func TestUpdatesFollowTheSchedules(t *testing.T) {
	alternating := small()
	alternating.Update = Alternating
	for name, config := range map[string]Config{"simultaneous": small(), "alternating": alternating, "in stages": grown()} {
		for i := range config.Stages {
			config.Stages[i].Rate = nn.Decay{Start: .1 / float64(i+1), Factor: 1.1, Floor: .03}
			config.Stages[i].Momentum = nn.Ramp{Start: .5, End: .9, Epochs: 3}
		}
		trainer := newSmall(config, 1)
		var before map[string][]float32
		remember := func() {
			before = map[string][]float32{}
			for _, p := range trainer.params() {
				before[p.Name] = slices.Clone(p.Velocity.Data)
			}
		}
		stage, first := 0, 0 // update of the stage
		for epoch := range 5 {
			for trainer.due() {
				stage, first = stage+1, 5*epoch
				trainer.begin(stage)
			}
			remember()
			trainer.Progress = func(number int) {
				s := config.Stages[stage]
				rate, momentum := s.Rate.At(number-1-first), s.Momentum.At(epoch+1-first/5)
				for _, p := range trainer.params() {
					for k, g := range p.Gradient.Data {
						along, down := momentum*float64(before[p.Name][k]), rate*float64(g)
						if got := float64(p.Velocity.Data[k]); math.Abs(got-(along-down)) > 1e-6*(math.Abs(along)+math.Abs(down)) {
							t.Fatalf("%s, update %d: a velocity of %s is %g, want %g", name, number, p.Name, got, along-down)
						}
					}
				}
				remember()
			}
			stats := trained(t, trainer)
			s := config.Stages[stage]
			if rate, momentum := s.Rate.At(5*epoch+4-first), s.Momentum.At(epoch+1-first/5); stats.Rate != rate || stats.Momentum != momentum {
				t.Errorf("%s: epoch %d tells of rate %g and momentum %g, its last update had %g and %g", name, epoch+1, stats.Rate, stats.Momentum, rate, momentum)
			}
		}
	}
}

func trained(t *testing.T, trainer *Trainer) Stats {
	t.Helper()
	stats, err := trainer.Epoch(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return stats
}
