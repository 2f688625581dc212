package record

import (
	"encoding/json"

	"gan2014/results"
)

// A Design holds the parts of a run's effective spec that the report needs: how the system is built and trained.
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
	DBM struct {
		Images int
		Layers []Layer
		Chain  Chain
		Joint  struct {
			Steps     int
			MeanField int `json:"mean_field"`
		}
	}
	VAE struct {
		Images, Latent   int
		Encoder, Decoder struct{ Layers []Layer }
	}
	KMeans, Gaussian, GMMN struct{ Images int }

	Condition, Inference, Masks, Finetune json.RawMessage // extensions of section 7; nil for those that the system lacks

	GSN struct {
		Images   int
		Hidden   []int
		Walkback int
		Chain    Chain
	}
}

// A Layer is a layer of any kind of system. Fields that its kind does not have are zero.
type Layer struct {
	Kind            string
	Units, Pieces   int
	Channels, Steps int
	Persistent      bool
}

// A Chain describes how samples are taken from Markov chains, as in models/chain.
type Chain struct {
	Chains int
	BurnIn int `json:"burn_in"`
	Thin   int
}

// DesignOf parses the effective spec of a run. Fields that it cannot parse stay zero.
func DesignOf(r results.Run) Design {
	var spec struct{ Systems []Design }
	_ = json.Unmarshal([]byte(r.EffectiveSpec), &spec)
	if len(spec.Systems) == 0 {
		return Design{}
	}
	return spec.Systems[0]
}

// Images returns the number of training images that the recipe uses; 0 means all.
func (d Design) Images() int {
	return max(d.Train.Images, d.DBN.Images, d.CAE.Images, d.GSN.Images, d.DBM.Images, d.KMeans.Images, d.Gaussian.Images, d.VAE.Images, d.GMMN.Images)
}

// Chain returns the protocol of the Markov chains that samples are taken from. It has no chains for a system that needs none.
func (d Design) Chain() Chain {
	for _, c := range []Chain{d.DBN.Chain, d.CAE.Chain, d.GSN.Chain, d.DBM.Chain} {
		if c.Chains > 0 {
			return c
		}
	}
	return Chain{}
}

// Steps returns the number of steps of each chain for n samples of all chains together.
func (c Chain) Steps(n int) int {
	return c.BurnIn + c.Thin*((n+c.Chains-1)/c.Chains)
}

// Extends reports whether the recipe has an extension of section 7 of the paper.
func (d Design) Extends() bool {
	return d.Condition != nil || d.Inference != nil || d.Masks != nil || d.Finetune != nil
}
