package gan

import (
	"bytes"
	"math"
	"slices"
	"testing"

	"gan2014/models/nn"
)

// TestStageBegins checks that a new stage keeps the layers of G with their values, puts new layers in front, and starts everything else
// anew.
func TestStageBegins(t *testing.T) {
	trainer := train(t, newSmall(grown(), 1), 1)
	g, d := trainer.pair.G, trainer.pair.D
	kept := slices.Clone(g.Params[2].Value.Data)
	first := slices.Clone(nn.NewNet[float32]("D", 6, grown().Stages[0].Discriminator, 1).Params[0].Value.Data)
	if rate, momentum := trainer.schedule(trainer.Epochs(), 5); rate >= .1 || momentum != .6 {
		t.Errorf("update 6 would have rate %g and momentum %g in stage 1", rate, momentum)
	}
	if !trainer.due() {
		t.Fatal("the second stage is not due after the epoch of the first")
	}
	trainer.begin(1)
	now := trainer.pair
	if !slices.Equal(now.G.Params[4:], g.Params) || !slices.Equal(kept, g.Params[2].Value.Data) {
		t.Error("G has not kept its layers")
	}
	for _, p := range trainer.params() {
		if slices.ContainsFunc(p.Velocity.Data, func(v float32) bool { return v != 0 }) {
			t.Errorf("%s starts with a velocity", p.Name)
		}
	}
	if slices.Equal(now.D.Params[0].Value.Data, d.Params[0].Value.Data) || slices.Equal(now.D.Params[0].Value.Data, first) {
		t.Error("D is not new")
	}
	if rate, momentum := trainer.schedule(trainer.Epochs(), 5); rate != .05 || momentum != .5 {
		t.Errorf("update 6 has rate %g and momentum %g in stage 2, want .05 and .5", rate, momentum)
	}
	if trainer.due() || trainer.Epochs() != 1 {
		t.Errorf("stage 2 is over at its beginning, or the count of epochs is %d", trainer.Epochs())
	}
	train(t, trainer, 1)
	if slices.Equal(kept, g.Params[2].Value.Data) {
		t.Error("the layers that G had are not trained further")
	}
}

// TestShapes checks that stages follow one another by epochs, and that Shapes lists the parameters of each.
func TestShapes(t *testing.T) {
	trainer := newSmall(grown(), 1)
	for epoch, stage := range []int{0, 1, 1, 2, 2} {
		train(t, trainer, 1)
		if trainer.state.Stage != stage {
			t.Errorf("epoch %d is in stage %d, want %d", epoch+1, trainer.state.Stage, stage)
		}
		var shapes []nn.Shape
		for _, p := range trainer.params() {
			shapes = append(shapes, nn.Shape{Name: p.Name, Rows: p.Value.Rows, Cols: p.Value.Cols})
		}
		g, d := grown().Shapes(stage, 6)
		if want := slices.Concat(g, d); !slices.Equal(shapes, want) {
			t.Errorf("stage %d has %v, want %v", stage, shapes, want)
		}
	}
}

// TestLoadAcrossStages checks that a checkpoint of any stage can be loaded in any stage.
func TestLoadAcrossStages(t *testing.T) {
	early, late := checkpoint(t, train(t, newSmall(grown(), 1), 1)), checkpoint(t, train(t, newSmall(grown(), 1), 4))
	trainer := reload(t, grown(), late)
	if !bytes.Equal(checkpoint(t, trainer), late) {
		t.Error("a checkpoint of the last stage is another after loading")
	}
	back := reloadInto(t, trainer, early)
	if !bytes.Equal(checkpoint(t, train(t, back, 3)), late) {
		t.Error("training from a checkpoint of the first stage, loaded in the last, ends elsewhere")
	}
}

// TestLimits checks that no column ever exceeds its limit, also before the first update.
func TestLimits(t *testing.T) {
	trainer := newSmall(grown(), 1)
	reached := 0
	check := func(update int) {
		for _, p := range trainer.params() {
			for col := range p.Value.Cols {
				square := 0.
				for row := range p.Value.Rows {
					square += math.Pow(float64(p.Value.Row(row)[col]), 2)
				}
				norm := math.Sqrt(square)
				if p.MaxNorm > 0 && norm > p.MaxNorm*(1+1e-6) {
					t.Fatalf("update %d: column %d of %s has norm %g, limit %g", update, col, p.Name, norm, p.MaxNorm)
				}
				if p.MaxNorm > 0 && norm > p.MaxNorm*(1-1e-6) {
					reached++
				}
			}
		}
	}
	check(0)
	trainer.Progress = check
	train(t, trainer, 4)
	if reached < 50 {
		t.Errorf("the limit is reached %d times: the test shows nothing", reached)
	}
}

// TestRulesStartAnewWithAStage checks that the squares of an earlier stage's gradients do not change the steps of a later one: after one update of
// the second stage each value of s is (1 − β₂)g².
func TestRulesStartAnewWithAStage(t *testing.T) {
	config := grown()
	config.Rule = nn.ByAdam
	trainer := train(t, newSmall(config, 1), config.Stages[0].Epochs)
	if _, err := trainer.Epoch(t.Context()); err != nil { // begins the second stage
		t.Fatal(err)
	}
	if trainer.state.Stage != 1 {
		t.Fatalf("stage %d", trainer.state.Stage)
	}
	trainer.begin(1)
	trainer.state.Update = trainer.before()
	if err := trainer.update([]int{0, 1, 2}); err != nil {
		t.Fatal(err)
	}
	for _, p := range trainer.pair.G.Params {
		for i, g := range p.Gradient.Data {
			if want := .001 * g * g; p.Square.Data[i] > 1.001*want+1e-30 {
				t.Fatalf("%s[%d] has s = %g after one update, want %g", p.Name, i, p.Square.Data[i], want)
			}
		}
	}
}
