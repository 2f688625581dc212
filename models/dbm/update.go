package dbm

import (
	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// update updates the machine once, for the minibatch with the given rows of the data.
func (t *Trainer) update(rows []int) error {
	x := t.model.x.First(len(rows))
	nn.Gather(x, t.images, rows)
	stage, epoch := t.stage()
	starts := epoch == 1 && t.state.Cursor == 0
	if starts {
		for _, p := range t.model.params() {
			clear(p.Velocity.Data) // of the stage before
		}
	}
	var moved *nn.Param[float32]
	if stage == joint {
		moved = t.jointly(x, starts)
	} else {
		moved = t.contrast(stage, x)
	}
	t.state.Totals.Images += len(rows)
	if moved != nil {
		return &nn.Diverged{Update: t.state.Update + 1, What: moved.Name}
	}
	return nil
}

// contrast takes a step of contrastive divergence for one pair of layers. The upper pair learns from p(h1=1|v) of the lower one, in which v
// counts twice. It returns the first parameter that is no longer finite, or nil.
func (t *Trainer) contrast(stage int, x nn.Matrix[float32]) (diverged *nn.Param[float32]) {
	q := t.model.posterior.of(x.Rows)
	m, data, p := t.model.bottom, x, q.first
	m.Hidden(p, data)
	if stage == top {
		m, data, p = t.model.top, q.first, q.second
		m.Hidden(p, data)
	}
	now := t.now()
	s, g := rng.For(t.seed, "gibbs", now.Update), t.model.pretrain[stage].First(x.Rows)
	g.Start(s, p)
	for step := range t.config.Layers[stage].Steps {
		sums := g.Down(s)
		if step == 0 {
			t.state.Totals.Reconstruction += nn.CrossEntropy(data, sums, m.B.Value, g.PV)
		}
		g.Up(s)
	}
	m.Gradient(data, p, g.V, g.PH, float32(t.config.Layers[stage].Decay))
	return nn.Momentum(m.Params(), now.Rate, now.Momentum)
}

// jointly takes a step of the joint training. At its start the chains begin at the hidden units of this minibatch. It returns the first
// parameter that is no longer finite, or nil.
func (t *Trainer) jointly(x nn.Matrix[float32], starts bool) (diverged *nn.Param[float32]) {
	m, q, recipe, now := t.model, t.model.posterior.of(x.Rows), t.config.Joint, t.now()
	m.infer(q, x, recipe.MeanField)
	t.state.Totals.Reconstruction += m.reconstruction(x, q)
	s := rng.For(t.seed, "gibbs", now.Update)
	if starts {
		m.chains.start(s, q.first)
	}
	for range recipe.Steps {
		m.chains.sweep(s)
	}
	m.gradient(x, q, m.chains, float32(recipe.Decay))
	return nn.Momentum(m.params(), now.Rate, now.Momentum)
}

// reconstruction returns the sum over images of the cross-entropy of v and σ(W1·μ1 + b), in nats. It writes to memory of contrastive divergence.
func (m model) reconstruction(v nn.Matrix[float32], q posterior[float32]) float64 {
	p := m.pretrain[bottom].PV.First(v.Rows)
	sums := m.bottom.Visible(p, q.first)
	return nn.CrossEntropy(v, sums, m.bottom.B.Value, p)
}
