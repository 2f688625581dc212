package gan

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// small returns a recipe that runs an epoch in a few milliseconds. The number of images of newSmall is not a multiple of the minibatch
// size.
func small() Config {
	return Config{
		Noise:  Noise{Kind: "uniform", Size: 3},
		Batch:  10,
		Update: Simultaneous,
		Loss:   NonSaturating,
		Stages: []Stage{{
			Generator:     []nn.Layer{{Kind: "relu", Units: 8, IRange: .5}, {Kind: "sigmoid", Units: 6, IRange: .5}},
			Discriminator: []nn.Layer{{Kind: "maxout", Units: 4, Pieces: 2, IRange: .5, Keep: .8}, {Kind: "linear", Units: 1, IRange: .5, Keep: .5}},
			Rate:          nn.Decay{Start: .1, Factor: 1.000004, Floor: 1e-6},
			Momentum:      nn.Ramp{Start: .5, End: .7, Epochs: 3},
		}},
	}
}

// grown returns a recipe in three stages, of 1, 2 and then more epochs, with limits that the updates reach.
func grown() Config {
	config := small()
	first := config.Stages[0]
	first.Epochs = 1
	first.Generator[1] = nn.Layer{Kind: "sigmoid", Units: 6, Sparse: 4, MaxNorm: .5}
	first.Discriminator[0].MaxNorm = .5
	second := first
	second.Epochs = 2
	second.Generator = []nn.Layer{{Kind: "relu", Units: 5, IRange: .5, MaxNorm: .5}, {Kind: "sigmoid", Units: 3, IRange: .5, Bias: []float64{-2}}}
	second.Rate.Start = .05
	third := second
	third.Generator = []nn.Layer{{Kind: "linear", Units: 3, IRange: .5}}
	config.Stages = []Stage{first, second, third}
	return config
}

func newSmall(config Config, seed int64) *Trainer {
	images := nn.NewMatrix[float32](47, 6)
	rng.Uniform(rng.For(9, "images"), images.Data, 0, 1)
	trainer := New(config, images, seed, "key")
	for i := range images.Rows {
		trainer.Labels = append(trainer.Labels, uint8(i*i%classes))
	}
	return trainer
}

// conditional returns a recipe of nets with classes as their condition, and completing one of nets that complete images of 2×3 pixels.
func conditional() Config {
	config := small()
	config.Classes = classes
	s := &config.Stages[0]
	s.Generator[0].Condition = classes
	s.Discriminator = slices.Insert(s.Discriminator, 1, branch(nn.Layer{Kind: "relu", Units: 3, IRange: .5}))
	return config
}

func completing() Config {
	config := small()
	config.Masks = &Masks{Kinds: []Mask{Halves, Pixels, Everything}, Height: 2, Width: 3, Channels: 1}
	config.Noise.Size = 6
	s := &config.Stages[0]
	s.Generator[0].Condition, s.Discriminator[0].Condition = 6, 6
	return config
}

// normalising returns a recipe in stages whose generator is normalised, and averaged.
func normalising() Config {
	config := grown()
	config.AverageDecay = .9
	for i := range config.Stages {
		config.Stages[i].Generator[0].Normalised = true
	}
	return config
}

// chanceInG returns a recipe with dropout and noise in the last layer of the generator.
func chanceInG(order Update) Config {
	config := small()
	config.Update = order
	g := config.Stages[0].Generator
	g[len(g)-1].Keep, g[len(g)-1].Noise = .5, .3
	return config
}

func train(t *testing.T, trainer *Trainer, epochs int) *Trainer {
	t.Helper()
	for range epochs {
		if _, err := trainer.Epoch(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return trainer
}

func checkpoint(t *testing.T, trainer *Trainer) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "checkpoint")
	if err := trainer.Save(path); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func reload(t *testing.T, config Config, file []byte) *Trainer {
	t.Helper()
	return reloadInto(t, newSmall(config, 1), file)
}

func reloadInto(t *testing.T, trainer *Trainer, file []byte) *Trainer {
	t.Helper()
	path := filepath.Join(t.TempDir(), "checkpoint")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := trainer.Load(path); err != nil {
		t.Fatal(err)
	}
	return trainer
}

func recipes() map[string]Config {
	alternating := small()
	alternating.Update, alternating.K = Alternating, 2
	saturating := small()
	saturating.Loss = Saturating
	averaged := grown()
	averaged.AverageDecay = .9
	inferring, smoothed := small(), small()
	inferring.Inference = &Inference{Layers: []nn.Layer{{Kind: "linear", Units: 3, IRange: .5, Keep: .8}}, Rate: nn.Decay{Start: .01, Factor: 1}, Momentum: .5}
	smoothed.Smoothing, smoothed.Noisy, smoothed.Loss = .1, InstanceNoise{SD: .2, Epochs: 2}, Blended
	adam, adagrad := grown(), small()
	adam.Rule, adagrad.Rule, adagrad.Update, adagrad.K = nn.ByAdam, nn.AdaGrad, Alternating, 2
	alternatelyConditional := conditional()
	alternatelyConditional.Update, alternatelyConditional.K = Alternating, 2
	alternatelyNormalised := small()
	alternatelyNormalised.Update, alternatelyNormalised.K = Alternating, 2
	for _, layers := range [][]nn.Layer{alternatelyNormalised.Stages[0].Generator, alternatelyNormalised.Stages[0].Discriminator} {
		layers[0].Normalised = true
	}
	varied := completing()
	varied.Masks.Variety, varied.Masks.Diversity, varied.Noise.SD = .1, Diversity{Weight: 1, Most: 1}, .3
	return map[string]Config{
		"completing, with variety": varied,
		"simultaneous":             small(), "normalised, in stages": normalising(), "normalised, alternating": alternatelyNormalised, "with chance in G": chanceInG(Simultaneous),
		"with chance in G, alternating": chanceInG(Alternating), "alternating": alternating, "saturating": saturating, "in stages": grown(), "averaged": averaged, "inferring": inferring,
		"smoothed": smoothed, "conditional": conditional(), "conditional, alternating": alternatelyConditional, "completing": completing(),
		"by Adam, in stages": adam, "by AdaGrad, alternating": adagrad,
	}
}

func TestSameSeedSameBytes(t *testing.T) {
	for name, config := range recipes() {
		first := checkpoint(t, train(t, newSmall(config, 1), 3))
		if !bytes.Equal(first, checkpoint(t, train(t, newSmall(config, 1), 3))) {
			t.Errorf("%s: the same seed gave other bytes", name)
		}
		if bytes.Equal(first, checkpoint(t, train(t, newSmall(config, 2), 3))) {
			t.Errorf("%s: another seed gave the same bytes", name)
		}
	}
}

// TestResume checks that 2 epochs, a new process and 2 epochs equal 4 epochs, byte for byte.
func TestResume(t *testing.T) {
	for name, config := range recipes() {
		whole := checkpoint(t, train(t, newSmall(config, 1), 4))
		half := checkpoint(t, train(t, newSmall(config, 1), 2))
		if !bytes.Equal(whole, checkpoint(t, train(t, reload(t, config, half), 2))) {
			t.Errorf("%s: 2+2 epochs differ from 4", name)
		}
	}
}

// TestResumeWithinAnEpoch checks the same for an interruption between any two updates of an epoch.
func TestResumeWithinAnEpoch(t *testing.T) {
	for name, config := range recipes() {
		whole, stats := trainFor(t, newSmall(config, 1), 20)
		for stop := range 20 {
			interrupted := newSmall(config, 1)
			ctx := &countdown{Context: t.Context(), left: stop}
			for err := error(nil); err == nil; {
				_, err = interrupted.Epoch(ctx)
				if err != nil && !errors.Is(err, context.Canceled) {
					t.Fatalf("%s: stop at %d: %v", name, stop, err)
				}
			}
			resumed := reload(t, config, checkpoint(t, interrupted))
			if done, _ := resumed.Updates(); done != stop {
				t.Errorf("%s: stopped after %d updates, resumed after %d", name, stop, done)
			}
			end, last := trainFor(t, resumed, 20)
			if !bytes.Equal(whole, end) || stats != last {
				t.Errorf("%s: an interruption after update %d changes the result", name, stop)
			}
		}
	}
}

// trainFor trains to the end of the epoch with the given update and returns a checkpoint of it and the epoch's statistics.
func trainFor(t *testing.T, trainer *Trainer, updates int) (file []byte, stats Stats) {
	t.Helper()
	for done, _ := trainer.Updates(); done < updates; done, _ = trainer.Updates() {
		var err error
		if stats, err = trainer.Epoch(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return checkpoint(t, trainer), stats
}

// A countdown is a context that ends after a given number of calls of Err.
type countdown struct {
	context.Context
	left int
}

func (c *countdown) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

func TestLoadRefuses(t *testing.T) {
	good := checkpoint(t, train(t, newSmall(small(), 1), 1))
	wider := small()
	wider.Stages[0].Generator[0].Units = 9
	check := func(what string, trainer *Trainer, file []byte) {
		t.Helper()
		path := filepath.Join(t.TempDir(), "checkpoint")
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		before := checkpoint(t, trainer)
		if err := trainer.Load(path); err == nil {
			t.Errorf("%s was accepted", what)
		}
		if !bytes.Equal(before, checkpoint(t, trainer)) {
			t.Errorf("%s: refused, but the trainer has changed", what)
		}
	}
	flipped := slices.Clone(good)
	flipped[len(flipped)/2] ^= 1
	check("a flipped bit", newSmall(small(), 1), flipped)
	check("half a file", newSmall(small(), 1), good[:len(good)/2])
	check("an empty file", newSmall(small(), 1), nil)
	check("another net", newSmall(wider, 1), good)
	other := newSmall(small(), 1)
	other.state.Key = "another key"
	check("another run", other, good)
	check("a later stage than there is", newSmall(small(), 1), checkpoint(t, train(t, newSmall(grown(), 1), 2)))
}

// TestAlternation checks Algorithm 1 with k = 2: D moves at every minibatch and G at every second one.
func TestAlternation(t *testing.T) {
	config := small()
	config.Update, config.K = Alternating, 2
	trainer := newSmall(config, 1)
	for update := range 4 {
		d, g := slices.Clone(trainer.pair.D.Params[0].Value.Data), slices.Clone(trainer.pair.G.Params[0].Value.Data)
		if err := trainer.update([]int{0, 1, 2}); err != nil {
			t.Fatal(err)
		}
		trainer.state.Update++
		if slices.Equal(d, trainer.pair.D.Params[0].Value.Data) {
			t.Errorf("D stands still at minibatch %d", update)
		}
		if moved := !slices.Equal(g, trainer.pair.G.Params[0].Value.Data); moved != (update%2 == 1) {
			t.Errorf("minibatch %d: G moved: %v", update, moved)
		}
	}
}

// TestEpochUsesEveryImageOnce checks that each epoch shows D every image once, in its own order. The last minibatch is smaller.
func TestEpochUsesEveryImageOnce(t *testing.T) {
	trainer := newSmall(small(), 1)
	images := trainer.images.Rows
	var seen []string // the images as D saw them
	trainer.Progress = func(update int) {
		n := min(trainer.config.Batch, images-len(seen)%images)
		x := trainer.steps[stepShape{n, n, true, true}].x
		for i := range n {
			seen = append(seen, fmt.Sprint(x.Row(i)))
		}
	}
	for epoch := 1; epoch <= 3; epoch++ {
		train(t, trainer, 1)
		if done, perEpoch := trainer.Updates(); done != 5*epoch || perEpoch != 5 || trainer.Epochs() != epoch || len(seen) != epoch*images {
			t.Fatalf("after epoch %d: %d updates of %d an epoch, %d epochs, %d images", epoch, done, perEpoch, trainer.Epochs(), len(seen))
		}
		distinct := slices.Clone(seen[(epoch-1)*images:])
		slices.Sort(distinct)
		if n := len(slices.Compact(distinct)); n != images {
			t.Errorf("epoch %d showed %d of %d images", epoch, n, images)
		}
	}
	if slices.Equal(seen[:images], seen[images:2*images]) {
		t.Error("two epochs have the same order")
	}
	if shapes := len(trainer.steps); shapes != 2 { // minibatches of 10 and, at the end, of 7
		t.Errorf("%d shapes of minibatches, want 2", shapes)
	}
}

func TestDivergenceIsNamed(t *testing.T) {
	config := small()
	config.Stages[0].Rate.Start = 1e30
	_, err := newSmall(config, 1).Epoch(t.Context())
	var diverged *nn.Diverged
	if !errors.As(err, &diverged) || diverged.Update < 1 || diverged.What == "" {
		t.Errorf("a learning rate of 1e30 ended with %v", err)
	}
}

// TestSample checks that samples depend only on the parameters and the stream, and that fewer samples are the first of more.
func TestSample(t *testing.T) {
	trainer := train(t, newSmall(small(), 1), 1)
	draw := func(n int) []float32 {
		samples, err := trainer.Sample(n, rng.For(1, "eval"))
		if err != nil {
			t.Fatal(err)
		}
		if samples.Rows != n || samples.Cols != 6 {
			t.Fatalf("%v samples, want %d×6", samples, n)
		}
		return samples.Data
	}
	long := draw(chunk + 3)
	if !slices.Equal(long[:7*6], draw(7)) {
		t.Error("seven samples are not the first seven of more")
	}
	if slices.Equal(long[:6], long[6:12]) {
		t.Error("two samples are equal")
	}
	for _, v := range long {
		if v < 0 || v > 1 {
			t.Fatalf("a sigmoid output is %g", v)
		}
	}
}

// TestTrainingsInParallel checks that trainings at the same time do not disturb each other.
func TestTrainingsInParallel(t *testing.T) {
	alone := checkpoint(t, train(t, newSmall(small(), 1), 3))
	var wait sync.WaitGroup
	trainers := make([]*Trainer, 3)
	for i := range trainers {
		trainers[i] = newSmall(small(), 1)
		wait.Go(func() {
			for range 3 {
				if _, err := trainers[i].Epoch(t.Context()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	for i, trainer := range trainers {
		if !bytes.Equal(alone, checkpoint(t, trainer)) {
			t.Errorf("training %d of three ends in other bytes than one alone", i)
		}
	}
}

// TestRateOfD checks that the first update moves D by its share of the rate, and G by the rate.
func TestRateOfD(t *testing.T) {
	moved := func(share float64) (d, g []float32) {
		config := small()
		config.RateOfD = share
		trainer := newSmall(config, 1)
		if err := trainer.update([]int{0, 1, 2}); err != nil {
			t.Fatal(err)
		}
		for _, p := range trainer.pair.D.Params {
			d = append(d, p.Velocity.Data...)
		}
		for _, p := range trainer.pair.G.Params {
			g = append(g, p.Velocity.Data...)
		}
		return d, g
	}
	d, g := moved(0)
	slower, same := moved(.25) // a power of two, so that nothing is rounded
	if !slices.Equal(g, same) {
		t.Error("the rate of D changes the update of G")
	}
	for i := range d {
		if slower[i] != d[i]/4 {
			t.Fatalf("value %d of D moves by %g, want a quarter of %g", i, slower[i], d[i])
		}
	}
}
