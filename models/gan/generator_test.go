package gan

import (
	"slices"
	"strings"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// copied returns parameters with the names and values of others, in memory of their own.
func copied(params []*nn.Param[float32]) (all []*nn.Param[float32]) {
	for _, p := range params {
		all = append(all, &nn.Param[float32]{Name: p.Name, Value: nn.Matrix[float32]{Rows: p.Value.Rows, Cols: p.Value.Cols, Data: slices.Clone(p.Value.Data)}})
	}
	return all
}

// TestGeneratorDrawsAsItsTrainer checks that a generator made of the parameters of a trainer draws the same samples, in every stage and
// from an average too.
func TestGeneratorDrawsAsItsTrainer(t *testing.T) {
	averaged := grown()
	averaged.AverageDecay = .9
	for name, config := range map[string]Config{"plain": grown(), "average": averaged} {
		trainer := newSmall(config, 1)
		for stage := range config.Stages {
			train(t, trainer, 1)
			want, err := trainer.Sample(501, rng.For(1, "eval"))
			if err != nil {
				t.Fatal(err)
			}
			g, err := NewGenerator(config, 6, copied(trainer.Generator().Params()))
			if err != nil {
				t.Fatalf("%s, epoch %d: %v", name, stage+1, err)
			}
			got, err := g.Sample(501, rng.For(1, "eval"))
			if err != nil {
				t.Fatal(err)
			}
			if got.Rows != 501 || got.Cols != 6 || !slices.Equal(got.Data, want.Data) {
				t.Errorf("%s, epoch %d: the generator draws other samples than its trainer", name, stage+1)
			}
		}
	}
}

// TestNewGeneratorRefuses checks that parameters of another net are refused.
func TestNewGeneratorRefuses(t *testing.T) {
	config := small()
	for want, change := range map[string]func([]*nn.Param[float32]) []*nn.Param[float32]{
		"it holds 3 tensors, but the generator of its recipe has 4": func(p []*nn.Param[float32]) []*nn.Param[float32] { return p[:3] },
		"tensor 1 is {G/1/w 8 6}":                                   func(p []*nn.Param[float32]) []*nn.Param[float32] { p[0], p[2] = p[2], p[0]; return p },
		"tensor 3 is {G/1/w 8 5}, but the generator of its recipe has {G/1/w 8 6}": func(p []*nn.Param[float32]) []*nn.Param[float32] {
			p[2].Value.Cols = 5
			return p
		},
	} {
		_, err := NewGenerator(config, 6, change(copied(newSmall(config, 1).Generator().Params())))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one that says %q", err, want)
		}
	}
	if _, err := NewGenerator(config, 7, copied(newSmall(config, 1).Generator().Params())); err == nil || !strings.Contains(err.Error(), "its images have 6 values, not 7") {
		t.Errorf("error %v for images of another size", err)
	}
}
