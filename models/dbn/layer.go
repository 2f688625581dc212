package dbn

import (
	"fmt"

	"gan2014/internal/rng"
	"gan2014/models/nn"
	"gan2014/models/rbm"
	"gan2014/models/stack"
)

// name returns the name of the layer with the given number, from 0.
func name(layer int) string { return fmt.Sprint("DBN/", layer) }

// A layer is a machine with the memory that its updates use.
type layer struct {
	*rbm.Machine[float32]
	recipe     Layer
	p          nn.Matrix[float32] // p(h=1|data) of a minibatch
	model      *rbm.Gibbs[float32]
	persistent *nn.Param[float32] // hidden states of the chains between updates, chains×units; nil if they start from the data
}

func newLayer(name string, recipe Layer, inputs, batch int, seed int64) *layer {
	m := rbm.New[float32](name, inputs, recipe.Units, seed)
	l := &layer{Machine: m, recipe: recipe, p: nn.NewMatrix[float32](batch, recipe.Units), model: rbm.NewGibbs(m, nn.NewMatrix[float32](batch, inputs))}
	if recipe.Persistent {
		l.persistent = nn.NewParam[float32](nn.Shape{Name: name + "/chains", Rows: batch, Cols: recipe.Units})
		l.model.H = l.persistent.Value
	}
	return l
}

// Params returns the parameters of the machine and the states of the persistent chains.
func (l *layer) Params() []*nn.Param[float32] {
	if l.persistent == nil {
		return l.Machine.Params()
	}
	return append(l.Machine.Params(), l.persistent)
}

// Weights returns the weights of the machine.
func (l *layer) Weights() nn.Matrix[float32] { return l.W.Value }

// Encode writes the hidden probabilities.
func (l *layer) Encode(h, x nn.Matrix[float32]) { l.Hidden(h, x) }

// Update takes a step of contrastive divergence.
func (l *layer) Update(data nn.Matrix[float32], now stack.Moment, seen *totals) (diverged *nn.Param[float32]) {
	p := l.p.First(data.Rows)
	sums := l.Hidden(p, data)
	seen.addData(l.Machine, data, sums, p, rng.For(now.Seed, "pseudo-likelihood", now.Update))

	chains, model := rng.For(now.Seed, "gibbs", now.Update), l.model
	if l.persistent == nil {
		model = model.First(data.Rows)
		model.Start(chains, p)
	}
	for step := range l.recipe.Steps {
		sums := model.Down(chains)
		if step == 0 && l.persistent == nil {
			seen.Reconstruction += nn.CrossEntropy(data, sums, l.B.Value, model.PV)
		}
		model.Up(chains)
	}
	l.Gradient(data, p, model.V, model.PH, float32(l.recipe.Decay))
	return nn.Momentum(l.Machine.Params(), now.Rate, now.Momentum)
}
