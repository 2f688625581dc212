package dbm

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"gan2014/internal/rng"
	"gan2014/internal/trainertest"
	"gan2014/models/chain"
	"gan2014/models/nn"
	"gan2014/models/stack"
)

// small returns a recipe that runs an epoch in a millisecond: one epoch of each pair of layers, and then the joint training.
func small() Config {
	return Config{
		Batch: 10,
		Layers: [2]Layer{
			{LayerSchedule: stack.LayerSchedule{Units: 7, Epochs: 1, Rate: nn.Ramp{End: .1, Epochs: 1}, Momentum: nn.Ramp{End: .5, Epochs: 1}}, Steps: 2, Decay: 1e-3},
			{LayerSchedule: stack.LayerSchedule{Units: 5, Epochs: 1, Rate: nn.Ramp{End: .1, Epochs: 1}}, Steps: 1},
		},
		Joint: Joint{Rate: nn.Ramp{Start: .05, End: .01, Epochs: 3}, Momentum: nn.Ramp{Start: .5, End: .9, Epochs: 2}, Decay: 1e-3, MeanField: 3, Chains: 12, Steps: 2},
		Chain: chain.Protocol{Chains: 4, BurnIn: 3, Thin: 2},
		Emit:  Means,
	}
}

// newSmall returns a trainer whose number of images is not a multiple of the minibatch size.
func newSmall(config Config, seed int64, key string) *Trainer {
	images := nn.NewMatrix[float32](47, 6)
	rng.Uniform(rng.For(9, "images"), images.Data, 0, 1)
	return New(config, images, seed, key)
}

func train(t *testing.T, trainer *Trainer, epochs int) (last Stats) {
	t.Helper()
	for range epochs {
		var err error
		if last, err = trainer.Epoch(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return last
}

func TestLaws(t *testing.T) {
	for _, emit := range []Emission{Means, Draws} {
		t.Run(string(emit), func(t *testing.T) {
			config := small()
			config.Emit = emit
			trainertest.Laws(t, func(seed int64, key string) trainertest.Trainer[Stats] { return newSmall(config, seed, key) }, 4)
		})
	}
}

// TestStages checks which parameters each stage trains, with which schedules.
func TestStages(t *testing.T) {
	trainer := newSmall(small(), 1, "")
	names := []string{"W1", "b", "c1", "W2", "c2"}
	for epoch, want := range []struct {
		trained        string
		layer          int
		rate, momentum float64
	}{{"W1 b c1", 1, .1, .5}, {"c1 W2 c2", 2, .1, 0}, {"W1 b c1 W2 c2", 3, .05, .5}, {"W1 b c1 W2 c2", 3, .03, .9}, {"W1 b c1 W2 c2", 3, .01, .9}} {
		var before [][]float32
		for _, p := range trainer.model.params() {
			before = append(before, slices.Clone(p.Value.Data))
		}
		stats := train(t, trainer, 1)
		var trained []string
		for i, p := range trainer.model.params() {
			if !slices.Equal(before[i], p.Value.Data) {
				trained = append(trained, names[i])
			}
		}
		if got := strings.Join(trained, " "); got != want.trained {
			t.Errorf("epoch %d trains %s, want %s", epoch+1, got, want.trained)
		}
		if stats.Layer != want.layer || math.Abs(stats.Rate-want.rate) > 1e-12 || stats.Momentum != want.momentum {
			t.Errorf("epoch %d is of layer %d with rate %g and momentum %g, want %+v", epoch+1, stats.Layer, stats.Rate, stats.Momentum, want)
		}
	}
}

// TestVelocityStartsAtEachStage checks that the first step of a stage takes nothing over from the last step of the stage before.
func TestVelocityStartsAtEachStage(t *testing.T) {
	config := small()
	config.Joint.Rate = nn.Ramp{Epochs: 1} // 0: only a velocity could move a parameter
	trainer := newSmall(config, 1, "")
	train(t, trainer, 2)
	before := slices.Clone(trainer.model.top.W.Value.Data)
	train(t, trainer, 1)
	if !slices.Equal(before, trainer.model.top.W.Value.Data) {
		t.Error("the joint training goes on with the velocity of a layer")
	}
}

// TestChainsGoOn checks that the chains of the joint training begin at the hidden units of the first minibatch and continue from update to update.
// Chains by hand have the same states, bit for bit. The learning rate is 0, so that the machine does not change.
func TestChainsGoOn(t *testing.T) {
	config := small()
	config.Joint.Rate = nn.Ramp{Epochs: 1}
	trainer := newSmall(config, 1, "")
	train(t, trainer, 2)
	byHand, q := newChains(trainer.model.machine, config.Joint.Chains), newPosterior[float32](config.Batch, 7, 5)
	order := rng.For(1, "shuffle", 2).Perm(47)
	x := nn.NewMatrix[float32](config.Batch, 6)
	nn.Gather(x, trainer.images, order[:config.Batch])
	trainer.model.infer(q, x, config.Joint.MeanField)
	for update := range 5 { // of an epoch
		s := rng.For(1, "gibbs", 10+update)
		if update == 0 {
			for i := range byHand.p1.Rows {
				copy(byHand.p1.Row(i), q.first.Row(i%config.Batch))
			}
			byHand.coins.Draw(s, byHand.h1, byHand.p1)
		}
		for range config.Joint.Steps {
			byHand.sweep(s)
		}
	}
	train(t, trainer, 1)
	if c := trainer.model.chains; !slices.Equal(c.v.Data, byHand.v.Data) || !slices.Equal(c.h1.Data, byHand.h1.Data) {
		t.Error("the chains of an epoch differ from chains that go on")
	}
}

// TestTrainingRaisesTheExactLikelihood checks that the joint training raises the exact log-likelihood of its data, over that after the training of
// each pair of layers, and that the whole covers most of the way from a machine without weights to the entropy of the data.
func TestTrainingRaisesTheExactLikelihood(t *testing.T) {
	images := data()
	narrow := nn.NewMatrix[float32](images.Rows, images.Cols)
	entropy := 0.
	for i := range images.Rows {
		same := 0.
		for j := range images.Rows {
			if slices.Equal(images.Row(i), images.Row(j)) {
				same++
			}
		}
		entropy -= math.Log(same/float64(images.Rows)) / float64(images.Rows)
		for k, v := range images.Row(i) {
			narrow.Row(i)[k] = float32(v)
		}
	}
	layer := Layer{LayerSchedule: stack.LayerSchedule{Units: 4, Epochs: 50, Rate: nn.Ramp{End: .1, Epochs: 1}}, Steps: 1}
	config := Config{Batch: 10, Layers: [2]Layer{layer, layer},
		Joint: Joint{Rate: nn.Ramp{Start: .1, End: .01, Epochs: 400}, Momentum: nn.Ramp{End: .5, Epochs: 1}, MeanField: 10, Chains: 50, Steps: 5}}
	trainer := New(config, narrow, 1, "")
	likelihood := func() float64 {
		logP, _ := exact(trainer.model.machine)
		return trainertest.MeanLogP(logP, images)
	}
	start := likelihood()
	train(t, trainer, 100)
	layers := likelihood()
	train(t, trainer, 400)
	after := likelihood()
	if after < layers+.1 || after < start+.5 || after < -entropy-.2 || after > -entropy {
		t.Errorf("the log-likelihood went from %.3f to %.3f by layers and to %.3f jointly; at most %.3f is possible", start, layers, after, -entropy)
	}
	t.Logf("%.3f → %.3f → %.3f of %.3f", start, layers, after, -entropy)
}

// TestSamplesHaveTheExactDistribution checks that the ends of 40,000 chains from training images have the exact distribution of the trained
// machine, and that pixel means have its mean, within five standard errors.
func TestSamplesHaveTheExactDistribution(t *testing.T) {
	const n = 40_000
	for _, emit := range []Emission{Draws, Means} {
		config := small()
		config.Emit, config.Chain = emit, chain.Protocol{Chains: n, BurnIn: 60, Thin: 1}
		trainer := newSmall(config, 1, "")
		train(t, trainer, 4)
		samples, err := trainer.Sample(n, rng.For(1, "eval"))
		if err != nil {
			t.Fatal(err)
		}
		logP, _ := exact(trainer.model.machine)
		if emit == Draws {
			trainertest.Shares(t, samples, logP)
			continue
		}
		mean := nn.NewMatrix[float32](1, 6)
		nn.SumRows(mean, samples)
		for i := range 6 {
			want := 0.
			for v, l := range logP {
				want += trainertest.Bits(v, 6)[i] * math.Exp(l)
			}
			trainertest.Near(t, fmt.Sprintf("the mean of pixel %d", i), float64(mean.Data[i])/n, want, 5*.5/math.Sqrt(n))
		}
		if v := samples.Data[0]; v == 0 || v == 1 {
			t.Error("a pixel mean is 0 or 1")
		}
	}
}

// TestSamplesStartFromImages checks where the chains of samples begin: in a machine that copies its input, unit by unit, they stay at training
// images. Its σ(40·x−20) is 0 or 1 to 10⁻⁸, and h2 has no weights.
func TestSamplesStartFromImages(t *testing.T) {
	images := nn.NewMatrix[float32](20, 6)
	for i := range images.Rows {
		copy(images.Row(i), []float32{1, 0, 1, 1, 0, float32(i % 2)})
	}
	config := small()
	config.Layers[0].Units = 6
	trainer := New(config, images, 1, "")
	m := trainer.model.machine
	clear(m.bottom.W.Value.Data)
	clear(m.top.W.Value.Data)
	for i := range 6 {
		m.bottom.W.Value.Row(i)[i], m.bottom.B.Value.Data[i], m.bottom.C.Value.Data[i] = 40, -20, -20
	}
	samples, err := trainer.Sample(9, rng.For(1, "eval"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range samples.Rows {
		for k, want := range []float64{1, 0, 1, 1, 0} {
			trainertest.Near(t, fmt.Sprintf("pixel %d of sample %d", k, i), float64(samples.Row(i)[k]), want, 1e-6)
		}
	}
}

// TestStatsAreMeans checks that the reconstruction is a mean over images, in a machine without weights whose probabilities are all ½.
func TestStatsAreMeans(t *testing.T) {
	config := small()
	for i := range config.Layers {
		config.Layers[i].Rate = nn.Ramp{Epochs: 1}
	}
	config.Joint.Rate = nn.Ramp{Epochs: 1}
	trainer := newSmall(config, 1, "")
	for _, p := range trainer.model.params() {
		clear(p.Value.Data)
	}
	for _, units := range []float64{6, 7, 6} { // that are reconstructed
		stats := train(t, trainer, 1)
		trainertest.Near(t, "the reconstruction", stats.Reconstruction, units*math.Ln2, 1e-5)
	}
}

func TestDivergenceIsNamed(t *testing.T) {
	for stage := range 3 {
		config := small()
		explode := nn.Ramp{End: 1e38, Epochs: 1}
		if stage == joint {
			config.Joint.Rate, config.Joint.Momentum = explode, nn.Ramp{End: 10, Epochs: 1}
		} else {
			config.Layers[stage].Rate, config.Layers[stage].Momentum = explode, nn.Ramp{End: 10, Epochs: 1}
		}
		trainer := newSmall(config, 1, "")
		var err error
		for range 4 {
			if _, err = trainer.Epoch(t.Context()); err != nil {
				break
			}
		}
		var diverged *nn.Diverged
		if !errors.As(err, &diverged) || !strings.HasPrefix(diverged.What, "DBM/") {
			t.Errorf("stage %d: a learning rate of 1e38 gave %v", stage+1, err)
		}
	}
}

// TestUpdateAllocatesLittle checks that an update of the joint training in steady state allocates no more than its streams.
func TestUpdateAllocatesLittle(t *testing.T) {
	config := small()
	config.Layers[0].Units, config.Layers[1].Units = 300, 200
	trainer := newSmall(config, 1, "")
	train(t, trainer, 3)
	rows := []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	if each := trainertest.Allocated(func() { _ = trainer.update(rows) }); each > 8<<10 {
		t.Errorf("an update allocates %d bytes", each)
	}
}
