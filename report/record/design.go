package record

import (
	"encoding/json"

	"gan2014/results"
)

// A Design is how a system is built and trained, as far as the report reads the effective spec of its run.
type Design struct {
	Train struct {
		Epochs, Images int
		Loss           string
	}
	Generator, Discriminator struct{ Layers []Layer }
	Stages                   []struct { // that follow the first
		Epochs int
		Layers []Layer // new ones in front of the generator
	}
	DBN struct {
		Images int
		Layers []Layer
		Chain  Chain
	}
	CAE struct {
		Images int
		Layers []Layer
		Chain  Chain
	}
	GSN struct {
		Images   int
		Hidden   []int
		Walkback int
		Chain    Chain
	}
}

// A Layer is one of any system; what its kind has not is zero.
type Layer struct {
	Kind            string
	Units, Pieces   int
	Channels, Steps int
	Persistent      bool
}

// A Chain is how samples are taken from Markov chains, as models/chain does it.
type Chain struct {
	Chains int
	BurnIn int `json:"burn_in"`
	Thin   int
}

// DesignOf reads the effective spec of a run. What it cannot read of it stays zero.
func DesignOf(r results.Run) Design {
	var spec struct{ Systems []Design }
	_ = json.Unmarshal([]byte(r.EffectiveSpec), &spec)
	if len(spec.Systems) == 0 {
		return Design{}
	}
	return spec.Systems[0]
}

// Images is how many of the training images the recipe allows; 0: all.
func (d Design) Images() int { return max(d.Train.Images, d.DBN.Images, d.CAE.Images, d.GSN.Images) }

// Chain is the protocol of the Markov chains that samples are taken from; without chains, of a system that needs none.
func (d Design) Chain() Chain {
	for _, c := range []Chain{d.DBN.Chain, d.CAE.Chain, d.GSN.Chain} {
		if c.Chains > 0 {
			return c
		}
	}
	return Chain{}
}

// Steps are those that each chain takes for n samples of all chains together.
func (c Chain) Steps(n int) int {
	return c.BurnIn + c.Thin*((n+c.Chains-1)/c.Chains)
}
