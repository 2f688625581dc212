package dbn

import (
	"gan2014/models/chain"
	"gan2014/models/stack"
)

// A Config is the recipe of a deep belief net, and of its samples. Every field is needed unless it says what zero means.
type Config struct {
	Batch  int     // images in a minibatch, and the number of persistent chains
	Layers []Layer // from the images up

	Chain chain.Protocol // of the Gibbs chain in the top machine
	Emit  Emission       // which image of a state is a sample
}

// A Layer is the recipe of a restricted Boltzmann machine.
type Layer struct {
	stack.LayerSchedule
	Steps int // k, Gibbs steps of an update

	// Persistent chains continue from their states at the previous update, and begin with all hidden units at 0
	// (DeepLearningTutorials' rbm.py). Other chains start from the data at each update.
	Persistent bool
	Decay      float64 // weight decay: decay/2·|W|² is added to the loss; 0 means none
}

// An Emission says which image a state of the chain gives.
type Emission string

const (
	Means     Emission = "means"      // pixel means, given binary hidden units
	MeanField Emission = "mean field" // pixel means, given hidden means given the binary units of the top layer
	Draws     Emission = "draws"      // pixels 0 or 1: exact samples, to which an estimate by distances gives a lower score
)
