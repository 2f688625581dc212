package gsn

import (
	"fmt"

	"gan2014/internal/rng"
	"gan2014/models/chain"
	"gan2014/models/nn"
)

// Protocol describes in one line how Sample takes samples.
func (t *Trainer) Protocol() string {
	sizes := fmt.Sprint(t.images.Cols)
	for _, units := range t.config.Hidden {
		sizes += fmt.Sprint("-", units)
	}
	return fmt.Sprintf("%s of a %s generative stochastic network; %v", t.config.Emit, sizes, t.config.Chain)
}

// run runs the chains of a protocol, which take the same steps as training.
func (t *Trainer) run(p chain.Protocol, n int, s rng.Stream) nn.Matrix[float32] {
	w := newWalk(t.net, &t.noise, 2, p.Chains) // three moments: before a step, within it and after it
	before, now := &w.moments[0], &w.moments[1]
	w.start(p.Starts(t.images, s), s)
	step := func() {
		w.reconstruct(before, now, s)
		w.ascend(now, s)
		before = now // from the second step on, the new values replace the old ones
	}
	drawn := nn.NewMatrix[float32](p.Chains, t.images.Cols)
	return p.Run(n, t.images.Cols, step, func() nn.Matrix[float32] {
		if t.config.Emit == Means {
			return now.means
		}
		t.noise.coins.Draw(s, drawn, now.means)
		return drawn
	})
}
