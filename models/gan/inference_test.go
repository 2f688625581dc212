package gan

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// linear returns a generator x = Wz of full rank, 3 values to 6.
func linear(t *testing.T) Generator {
	config := small()
	config.Stages[0].Generator = []nn.Layer{{Kind: "linear", Units: 6, IRange: 1}}
	return newSmall(config, 1).Generator()
}

// TestInferenceOfALinearGenerator checks that a linear net learns the inverse of a linear generator, that other layers do not disturb it, and that
// the same seed gives the same net.
func TestInferenceOfALinearGenerator(t *testing.T) {
	g := linear(t)
	recipe := Inference{Layers: []nn.Layer{{Kind: "linear", Units: 3, IRange: .1}}, Rate: nn.Decay{Start: .1, Factor: 1}, Momentum: .5, Batch: 20, Updates: 800}
	told := 0
	e, err := g.Infer(t.Context(), recipe, 6, 1, func(done, total int) { told = done })
	if err != nil {
		t.Fatal(err)
	}
	if told != recipe.Updates {
		t.Errorf("%d updates were told of %d", told, recipe.Updates)
	}
	z := g.Noise(50, rng.For(2, "z"))
	images, err := g.Generate(z)
	if err != nil {
		t.Fatal(err)
	}
	guess, err := e.Noise(images)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range guess.Data {
		if math.Abs(float64(v-z.Data[i])) > 1e-3 {
			t.Fatalf("value %d of z is predicted as %.4f, is %.4f", i, v, z.Data[i])
		}
	}
	again, err := g.Infer(t.Context(), recipe, 6, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(e.net.Params[0].Value.Data) != fmt.Sprint(again.net.Params[0].Value.Data) {
		t.Error("the same seed gave another net")
	}
}

// TestJointInferenceChangesNoOtherNet checks that nets trained with an inference net have the same parameters as without.
func TestJointInferenceChangesNoOtherNet(t *testing.T) {
	with, without := train(t, newSmall(recipes()["inferring"], 1), 2), train(t, newSmall(small(), 1), 2)
	for i, p := range without.params() {
		if fmt.Sprint(p.Value.Data) != fmt.Sprint(with.params()[i].Value.Data) {
			t.Errorf("%s differs", p.Name)
		}
	}
	fresh := newSmall(recipes()["inferring"], 1).Inferrer()
	if fmt.Sprint(fresh.net.Params[0].Value.Data) == fmt.Sprint(with.Inferrer().net.Params[0].Value.Data) {
		t.Error("the inference net has not been trained")
	}
}

// TestDropoutOfInference checks that each update drops other inputs, one in five of them, and that a trained net drops none.
func TestDropoutOfInference(t *testing.T) {
	const samples = 500
	e := newInferrer(Inference{Layers: []nn.Layer{{Kind: "linear", Units: 3, IRange: 1, Keep: .8}}, Rate: nn.Decay{Start: .01, Factor: 1}}, 6, 1)
	images, z := nn.NewMatrix[float32](samples, 6), nn.NewMatrix[float32](samples, 3)
	rng.Normal(rng.For(1, "x"), images.Data)
	var before []float32
	for update := range 2 {
		if err := e.update(images, z, update); err != nil {
			t.Fatal(err)
		}
		mask := e.steps[samples].chance.masks[0].Data
		dropped := 0
		for _, m := range mask {
			if m == 0 {
				dropped++
			}
		}
		if want := .2 * 6 * samples; math.Abs(float64(dropped)-want) > 5*math.Sqrt(.8*want) {
			t.Errorf("update %d dropped %d inputs of %d", update, dropped, len(mask))
		}
		if slices.Equal(mask, before) {
			t.Error("two updates dropped the same inputs")
		}
		before = slices.Clone(mask)
	}
	guess, err := e.Noise(images)
	if err != nil {
		t.Fatal(err)
	}
	plain := e.recipe.Layers
	plain[0].Keep = 0
	without, err := nn.Apply(&nn.Net[float32]{Inputs: 6, Layers: plain, Params: e.net.Params}, images)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(guess.Data, without.Data) {
		t.Error("a trained net drops inputs")
	}
}

// TestGradientsOfInference compares the gradients of the inference net's loss, with dropout, with central differences.
func TestGradientsOfInference(t *testing.T) {
	net := nn.NewNet[float64]("E", 6, []nn.Layer{{Kind: "sigmoid", Units: 4, IRange: 1, Keep: .5}, {Kind: "linear", Units: 3, IRange: 1}}, 1)
	s, err := newInferenceStep(net, 5)
	if err != nil {
		t.Fatal(err)
	}
	rng.Normal(rng.For(1, "x"), s.x.Data)
	rng.Normal(rng.For(1, "z"), s.z.Data)
	for i := range s.chance.masks[0].Data {
		s.chance.masks[0].Data[i] = float64(i % 3)
	}
	loss := func() (sum float64) {
		if err := s.program.Run(); err != nil {
			t.Fatal(err)
		}
		for i, e := range s.guess.Data {
			sum += (e - s.z.Data[i]) * (e - s.z.Data[i]) / 5
		}
		return sum
	}
	for _, p := range net.Params {
		loss()
		got := append([]float64(nil), p.Gradient.Data...)
		for i, w := range p.Value.Data {
			const h = 1e-5
			p.Value.Data[i] = w + h
			above := loss()
			p.Value.Data[i] = w - h
			below := loss()
			p.Value.Data[i] = w
			if want := (above - below) / (2 * h); math.Abs(got[i]-want) > 1e-7*max(1, math.Abs(want)) {
				t.Errorf("derivative by %s[%d] is %g, finite difference %g", p.Name, i, got[i], want)
			}
		}
	}
}

// TestSearchFindsTheNoise checks that a search on images of a linear generator finds their z, within the range of the noise.
func TestSearchFindsTheNoise(t *testing.T) {
	g := linear(t)
	z := g.Noise(20, rng.For(2, "z"))
	images, err := g.Generate(z)
	if err != nil {
		t.Fatal(err)
	}
	found, err := g.Search(t.Context(), images, g.Noise(20, rng.For(3, "z")), 1000)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range found.Data {
		if math.Abs(float64(v-z.Data[i])) > .01 {
			t.Errorf("value %d of z is found at %.3f, is %.3f", i, v, z.Data[i])
		}
	}
	for i := range images.Data {
		images.Data[i] *= 10 // no z in the range has such images
	}
	if found, err = g.Search(t.Context(), images, z, 300); err != nil {
		t.Fatal(err)
	}
	for i, v := range found.Data {
		if math.Abs(float64(v)) > math.Sqrt(3)+1e-6 {
			t.Errorf("value %d of z is %.3f, outside the range of the noise", i, v)
		}
	}
}

// TestRecogniser checks that a trained recogniser begins with the discriminator's layers but the last, and another one does not.
func TestRecogniser(t *testing.T) {
	trainer := train(t, newSmall(small(), 1), 3)
	d := trainer.pair.D
	trained, scratch := trainer.Recogniser(10, true, 5), trainer.Recogniser(10, false, 5)
	if n := trained.Outputs(); n != 10 {
		t.Errorf("a recogniser of 10 classes has %d outputs", n)
	}
	same := func(a, b *nn.Param[float32]) bool { return fmt.Sprint(a.Value.Data) == fmt.Sprint(b.Value.Data) }
	for i := range 2 {
		if !same(trained.Params[i], d.Params[i]) {
			t.Errorf("%s of the trained recogniser is not the discriminator's", d.Params[i].Name)
		}
	}
	if same(scratch.Params[0], d.Params[0]) || !same(scratch.Params[2], trained.Params[2]) {
		t.Error("an untrained recogniser must differ from the trained one in all layers but the last")
	}
	trained.Params[0].Value.Data[0]++
	if same(trained.Params[0], d.Params[0]) {
		t.Error("a recogniser shares memory with the discriminator")
	}
}
