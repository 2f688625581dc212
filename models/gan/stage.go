package gan

import (
	"fmt"
	"slices"

	"gan2014/models/nn"
)

// A Stage is a part of a training with its own nets and schedules. The original code trained the nets of the Toronto faces in two
// stages (tfd_pretrain/pretrain.yaml, train.yaml). A later stage puts new layers before the generator of the previous stage and
// trains all of them (adversarial __init__.py:125-130, add_layers). Discriminator, schedules and velocities start anew.
type Stage struct {
	Epochs        int        // until the next stage begins; the last stage continues until the caller stops
	Generator     []nn.Layer // new layers, before the existing ones; in the first stage the last layer has one unit per value of an image
	Discriminator []nn.Layer // the last one is "linear" with one unit: the logit of D
	Rate          nn.Decay   // learning rate, by update of the stage
	Momentum      nn.Ramp    // of both nets, by epoch of the stage
}

// Shapes returns the shapes of the parameters in stage 0, 1, …, in the order of their layers. values is the number of values of
// an image.
func (c Config) Shapes(stage, values int) (generator, discriminator []nn.Shape) {
	for i := stage; i >= 0; i-- {
		generator = append(generator, nn.Shapes(netName("G", i), c.Noise.Size, c.Stages[i].Generator)...)
	}
	return generator, nn.Shapes(netName("D", stage), values, c.Stages[stage].Discriminator)
}

// netName returns the name of a net's new layers in a stage: G and D in the first, G2 and D2 in the second.
func netName(net string, stage int) string {
	if stage == 0 {
		return net
	}
	return fmt.Sprint(net, stage+1)
}

// before returns the number of epochs before a stage.
func (c Config) before(stage int) (epochs int) {
	for _, s := range c.Stages[:stage] {
		epochs += s.Epochs
	}
	return epochs
}

// begin makes the nets of a stage. It builds G from the G of the previous stage.
func (t *Trainer) begin(stage int) {
	s := t.config.Stages[stage]
	g := nn.NewNet[float32](netName("G", stage), t.config.Noise.Size, s.Generator, t.seed)
	if stage > 0 {
		for _, p := range t.pair.G.Params {
			clear(p.Velocity.Data)
		}
		g = t.pair.G.Behind(g)
	}
	t.pair = pair[float32]{
		G:       g,
		D:       nn.NewNet[float32](netName("D", stage), t.images.Cols, s.Discriminator, t.seed),
		loss:    t.config.Loss,
		classes: t.config.Classes,
		masked:  t.config.Masks != nil,

		smoothing: t.config.Smoothing,
		noisy:     t.config.Noisy.SD > 0,
	}
	if t.config.Masks != nil {
		t.pair.diversity, t.pair.variety = t.config.Masks.Diversity, t.config.Masks.Variety
	}
	if t.config.AverageDecay != 0 {
		g.StartAverage()
	}
	t.config.Rule.Start(slices.Concat(g.Params, t.pair.D.Params))
	t.steps = map[stepShape]*step[float32]{}
	t.state.Stage = stage
}

// due reports whether the epochs of the present stage are over and there is another.
func (t *Trainer) due() bool {
	next := t.state.Stage + 1
	return next < len(t.config.Stages) && t.state.Epoch >= t.config.before(next)
}

// schedule returns the learning rate of an update and the momentum of an epoch, both counted from 0. Both schedules begin with the stage.
func (t *Trainer) schedule(epoch, update int) (rate, momentum float64) {
	s := t.config.Stages[t.state.Stage]
	return s.Rate.At(update - t.before()), s.Momentum.At(epoch - t.config.before(t.state.Stage) + 1)
}

// before returns the number of updates before the present stage.
func (t *Trainer) before() int {
	_, perEpoch := t.Updates()
	return t.config.before(t.state.Stage) * perEpoch
}
