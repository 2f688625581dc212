package gan

import (
	"fmt"

	"gan2014/models/nn"
)

// A Stage is a part of a training, with nets and schedules of its own: the images of the Toronto faces were made in two
// (tfd_pretrain/pretrain.yaml, train.yaml). The generator of a stage is that of the one before, trained further, behind new
// layers (adversarial __init__.py:125-130, add_layers). All else starts anew: discriminator, schedules, velocities.
type Stage struct {
	Epochs        int        // until the next stage begins; the last stage goes on as long as it is asked to
	Generator     []nn.Layer // in front of those it has; in the first stage the last one has as many units as an image has values
	Discriminator []nn.Layer // the last one is "linear" with one unit: the logit of D
	Rate          nn.Decay   // of both nets, by update of the stage
	Momentum      nn.Ramp    // of both nets, by epoch of the stage
}

// Shapes are those of the parameters in stage 0, 1, …, for images of so many values, in the order of their layers.
func (c Config) Shapes(stage, values int) (generator, discriminator []nn.Shape) {
	for i := stage; i >= 0; i-- {
		generator = append(generator, nn.Shapes(netName("G", i), c.Noise.Size, c.Stages[i].Generator)...)
	}
	return generator, nn.Shapes(netName("D", stage), values, c.Stages[stage].Discriminator)
}

// netName names what is new in a stage: G and D in the first, G2 and D2 in the second.
func netName(net string, stage int) string {
	if stage == 0 {
		return net
	}
	return fmt.Sprint(net, stage+1)
}

// before is the number of epochs before a stage.
func (c Config) before(stage int) (epochs int) {
	for _, s := range c.Stages[:stage] {
		epochs += s.Epochs
	}
	return epochs
}

// begin makes the nets of a stage; that of G from those of the stage before.
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
		G:    g,
		D:    nn.NewNet[float32](netName("D", stage), t.images.Cols, s.Discriminator, t.seed),
		loss: t.config.Loss,
	}
	t.steps = map[stepShape]*step[float32]{}
	t.state.Stage = stage
}

// due reports whether the epochs of the present stage are over and there is another.
func (t *Trainer) due() bool {
	next := t.state.Stage + 1
	return next < len(t.config.Stages) && t.state.Epoch >= t.config.before(next)
}

// schedule is the learning rate of an update and the momentum of the epoch in progress: both count from the stage's beginning.
func (t *Trainer) schedule(update int) (rate, momentum float64) {
	_, perEpoch := t.Updates()
	s, before := t.config.Stages[t.state.Stage], t.config.before(t.state.Stage)
	return s.Rate.At(update - before*perEpoch), s.Momentum.At(t.state.Epoch - before + 1)
}
