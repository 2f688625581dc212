package dbm

import (
	"gan2014/models/chain"
	"gan2014/models/nn"
	"gan2014/models/stack"
)

// A Config is the recipe of a deep Boltzmann machine, and of its samples. Every field is needed unless it says what zero means.
type Config struct {
	Batch  int      // images in a minibatch
	Layers [2]Layer // the training of each pair of layers before they are joined, from the images up
	Joint  Joint

	Chain chain.Protocol // of the samples
	Emit  Emission       // which image of a state is a sample
}

// A Layer is the recipe of a restricted Boltzmann machine that becomes a layer.
type Layer struct {
	stack.LayerSchedule
	Steps int     // k, Gibbs steps of contrastive divergence in an update
	Decay float64 // weight decay: decay/2·|W|² is added to the loss; 0 means none
}

// A Joint is the recipe of the joint training of all layers, which continues until the caller stops.
type Joint struct {
	Rate, Momentum nn.Ramp // by epoch of the joint training
	Decay          float64 // as that of a layer, for both pairs of layers; 0 means none
	MeanField      int     // iterations of the equations of μ1 and μ2, after the pass upwards; 0 leaves the pass
	Chains         int     // persistent chains
	Steps          int     // sweeps of each chain in an update
}

// An Emission says which image a state of the chain gives.
type Emission string

const (
	Means Emission = "means" // pixel means, given binary hidden units
	Draws Emission = "draws" // pixels 0 or 1: exact samples, to which an estimate by distances gives a lower score
)
