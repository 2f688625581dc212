package gan

import (
	"math"
	"slices"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// onItsOwn returns a trainer with data (rows×6) and noise (rows×3) for its single steps.
func onItsOwn(config Config, rows int) (trainer *Trainer, x, z nn.Matrix[float32]) {
	trainer = newSmall(config, 1)
	x = nn.NewMatrix[float32](rows, 6)
	rng.Uniform(rng.For(4, "x"), x.Data, 0, 1)
	return trainer, x, trainer.Noise(rows, rng.For(4, "z"))
}

// undropped returns the recipe small without dropout.
func undropped(loss Loss) Config {
	config := small()
	config.Loss = loss
	for i := range config.Stages[0].Discriminator {
		config.Stages[0].Discriminator[i].Keep = 0
	}
	return config
}

func values(net *nn.Net[float32]) (all []float32) {
	for _, p := range net.Params {
		all = append(all, p.Value.Data...)
	}
	return all
}

// TestSingleStepsMoveOneNet checks that a single step moves one net and not the other.
func TestSingleStepsMoveOneNet(t *testing.T) {
	trainer, x, z := onItsOwn(small(), 7)
	d, g := values(trainer.pair.D), values(trainer.pair.G)
	if err := trainer.StepD(x, z); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(values(trainer.pair.G), g) || slices.Equal(values(trainer.pair.D), d) {
		t.Error("a step of D moved G, or did not move D")
	}
	d = values(trainer.pair.D)
	if err := trainer.StepG(z); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(values(trainer.pair.D), d) || slices.Equal(values(trainer.pair.G), g) {
		t.Error("a step of G moved D, or did not move G")
	}
	if done, _ := trainer.Updates(); done != 2 {
		t.Errorf("%d updates counted", done)
	}
}

// TestStepDLearns checks that D learns to distinguish data above 0 from z below 0, without a G.
func TestStepDLearns(t *testing.T) {
	config := undropped(NonSaturating)
	config.Noise = Noise{Kind: "gaussian", Size: 6}
	config.Stages[0].Generator = nil
	trainer, x, _ := onItsOwn(config, 7)
	z := nn.NewMatrix[float32](7, 6)
	for i := range z.Data {
		z.Data[i] = -x.Data[i]
	}
	for range 200 {
		if err := trainer.StepD(x, z); err != nil {
			t.Fatal(err)
		}
	}
	ofData, ofNoise := logitsOf(t, trainer, x), logitsOf(t, trainer, z)
	if least, most := slices.Min(ofData), slices.Max(ofNoise); least < 1 || most > -1 {
		t.Errorf("logits of data from %g on, of noise up to %g", least, most)
	}
}

func logitsOf(t *testing.T, trainer *Trainer, x nn.Matrix[float32]) []float64 {
	t.Helper()
	logits, err := trainer.Logits(x)
	if err != nil {
		t.Fatal(err)
	}
	return logits
}

// TestGeneratorWithoutLayers checks that a generator without layers returns z unchanged.
func TestGeneratorWithoutLayers(t *testing.T) {
	config := undropped(NonSaturating)
	config.Noise = Noise{Kind: "gaussian", Size: 6}
	config.Stages[0].Generator = nil
	trainer, _, z := onItsOwn(config, 7)
	if samples, err := trainer.Generate(z); err != nil || !slices.Equal(samples.Data, z.Data) {
		t.Errorf("z was changed (%v)", err)
	}
}

// TestLogitsAreThoseOfAStep checks that Logits, without dropout, equal the logits of a step, for data and for samples.
func TestLogitsAreThoseOfAStep(t *testing.T) {
	trainer, x, z := onItsOwn(undropped(NonSaturating), 7)
	samples, err := trainer.Generate(z)
	if err != nil {
		t.Fatal(err)
	}
	got := slices.Concat(logitsOf(t, trainer, x), logitsOf(t, trainer, samples))
	if err := trainer.StepD(x, z); err != nil {
		t.Fatal(err)
	}
	for i, want := range trainer.steps[stepShape{7, 7, true, false}].logits.Data {
		if math.Abs(got[i]-float64(want)) > 1e-6 {
			t.Errorf("logit %d is %g, that of the step %g", i, got[i], want)
		}
	}
}

// TestGradientGMovesNothing checks that GradientG changes no net, for either loss, and does not count as an update.
func TestGradientGMovesNothing(t *testing.T) {
	trainer, _, z := onItsOwn(small(), 7)
	d, g := values(trainer.pair.D), values(trainer.pair.G)
	for _, loss := range []Loss{Saturating, NonSaturating} {
		if norm, err := trainer.GradientG(z, loss); err != nil || !(norm > 0) {
			t.Fatalf("norm %g, error %v", norm, err)
		}
	}
	done, _ := trainer.Updates()
	if !slices.Equal(values(trainer.pair.D), d) || !slices.Equal(values(trainer.pair.G), g) || done != 0 {
		t.Error("something moved")
	}
	if trainer.pair.loss != NonSaturating {
		t.Error("the loss of the training changed")
	}
}

// TestGradientGIsThatOfAStep checks that GradientG is the norm of the gradient of a step of G under that loss. For a step from rest this is
// the distance divided by the rate.
func TestGradientGIsThatOfAStep(t *testing.T) {
	norms := map[Loss]float64{}
	for _, loss := range []Loss{Saturating, NonSaturating} {
		other, _, z := onItsOwn(undropped(NonSaturating), 7) // measured under a loss that it is not trained with
		norm, err := other.GradientG(z, loss)
		if err != nil {
			t.Fatal(err)
		}
		trainer, _, _ := onItsOwn(undropped(loss), 7)
		before := values(trainer.pair.G)
		if err := trainer.StepG(z); err != nil {
			t.Fatal(err)
		}
		moved := 0.
		for i, v := range values(trainer.pair.G) {
			moved += math.Pow(float64(v)-float64(before[i]), 2)
		}
		if want := math.Sqrt(moved) / trainer.config.Stages[0].Rate.Start; math.Abs(norm-want) > 1e-4*want {
			t.Errorf("under the %s loss the norm is %g, a step's %g", loss, norm, want)
		}
		norms[loss] = norm
	}
	if a, b := norms[Saturating], norms[NonSaturating]; math.Abs(a-b) < .01*a {
		t.Errorf("the norms are %g and %g: the comparison cannot tell the losses apart", a, b)
	}
}
