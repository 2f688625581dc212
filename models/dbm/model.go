package dbm

import (
	"gan2014/models/nn"
	"gan2014/models/rbm"
)

// A model is a machine with the memory that its updates use.
type model struct {
	machine[float32]
	x         nn.Matrix[float32] // a minibatch of images
	posterior posterior[float32]
	pretrain  [2]*rbm.Gibbs[float32] // the chains of contrastive divergence
	chains    *chains[float32]       // of the joint training
	between   *nn.Param[float32]     // h1 of these chains between updates, which a checkpoint holds
}

func newModel(c Config, values int, seed int64) model {
	first, second := c.Layers[bottom].Units, c.Layers[top].Units
	m := newMachine[float32](values, first, second, seed)
	all := model{machine: m, x: nn.NewMatrix[float32](c.Batch, values), posterior: newPosterior[float32](c.Batch, first, second)}
	all.pretrain = [2]*rbm.Gibbs[float32]{
		rbm.NewGibbs(m.bottom, nn.NewMatrix[float32](c.Batch, values)),
		rbm.NewGibbs(m.top, nn.NewMatrix[float32](c.Batch, first)),
	}
	all.chains = newChains(m, c.Joint.Chains)
	all.between = nn.NewParam[float32](nn.Shape{Name: "DBM/chains", Rows: c.Joint.Chains, Cols: first})
	all.chains.h1 = all.between.Value
	return all
}

// saved returns everything that a checkpoint holds.
func (m model) saved() []*nn.Param[float32] { return append(m.params(), m.between) }
