package gan

import (
	"math"
	"slices"
	"testing"

	"gan2014/internal/rng"
)

// TestAverageFollowsItsDefinition trains the same nets with and without an average. The parameters are the same, and the average is that of
// the definition, computed from the parameters after each tenth update of G.
func TestAverageFollowsItsDefinition(t *testing.T) {
	for name, config := range map[string]Config{"simultaneous": small(), "alternating": recipes()["alternating"]} {
		plain := newSmall(config, 1)
		config.AverageDecay = .99
		averaged := newSmall(config, 1)
		var want []float64
		for _, w := range values(averaged.pair.G) {
			want = append(want, float64(w))
		}
		ofG := 0
		for update := range 300 {
			for _, trainer := range []*Trainer{plain, averaged} {
				if err := trainer.update([]int{0, 1, 2}); err != nil {
					t.Fatal(err)
				}
				trainer.state.Update++
			}
			if (update+1)%plain.config.K != 0 {
				continue
			}
			if ofG++; ofG%10 == 0 {
				n := float64(ofG / 10)
				decay := min(math.Pow(.99, 10), (1+n)/(10+n))
				for i, w := range values(plain.pair.G) {
					want[i] = decay*want[i] + (1-decay)*float64(w)
				}
			}
		}
		if !slices.Equal(values(plain.pair.G), values(averaged.pair.G)) {
			t.Errorf("%s: the average changes the training", name)
		}
		for i, got := range values(averaged.Generator().net) {
			if math.Abs(float64(got)-want[i]) > 1e-5 { // 30 steps, each rounded to 2⁻²⁴ of values of order 1
				t.Fatalf("%s: value %d of the average is %g, want %g", name, i, got, want[i])
			}
		}
	}
}

// TestSamplesAreOfTheAverage draws from a trainer whose parameters are set to 0 and whose average is not, and the other way round.
func TestSamplesAreOfTheAverage(t *testing.T) {
	config := small()
	draw := func(trainer *Trainer) []float32 {
		images, err := trainer.Sample(2, rng.For(1, "z"))
		if err != nil {
			t.Fatal(err)
		}
		return images.Data
	}
	clearValues := func(trainer *Trainer) {
		for _, p := range trainer.pair.G.Params {
			clear(p.Value.Data)
		}
	}
	config.AverageDecay = .99
	trainer := newSmall(config, 1)
	before := draw(trainer)
	clearValues(trainer)
	if !slices.Equal(draw(trainer), before) {
		t.Error("samples of a trainer with an average depend on the last parameters")
	}
	config.AverageDecay = 0
	trainer = newSmall(config, 1)
	clearValues(trainer)
	if slices.Equal(draw(trainer), before) {
		t.Error("samples of a trainer without an average do not depend on the parameters")
	}
}

// TestAverageBeginsWithTheStage checks that the parameters of the stages before do not stay in the average.
func TestAverageBeginsWithTheStage(t *testing.T) {
	config := grown()
	config.AverageDecay = .999
	trainer := train(t, newSmall(config, 1), 1)
	trainer.begin(1)
	if !slices.Equal(values(trainer.pair.G), values(trainer.Generator().net)) {
		t.Error("the average of a new stage does not begin with its parameters")
	}
}

// TestCheckpointKeepsTheAverage checks that a trainer that was loaded draws the same samples.
func TestCheckpointKeepsTheAverage(t *testing.T) {
	config := small()
	config.AverageDecay = .9
	trainer := train(t, newSmall(config, 1), 3)
	loaded := reload(t, config, checkpoint(t, trainer))
	want, err := trainer.Sample(3, rng.For(1, "z"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := loaded.Sample(3, rng.For(1, "z"))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got.Data, want.Data) {
		t.Error("a loaded trainer draws other samples")
	}
}
