package gsn

import "gan2014/models/chain"

// A Config is the recipe of a net, and of its samples. Every field is needed unless it says what zero means.
type Config struct {
	Batch    int   // images in a minibatch; 100 in yaoli/GSN
	Hidden   []int // units of the hidden layers from the images up; 1500, 1500 there
	Walkback int   // steps of the chain in training; 4 there, twice the number of hidden layers

	SaltAndPepper float64 // share of pixels that become 0 or 1 with equal probability, in the image and in each draw; .4 there
	Noise         float64 // standard deviation of the noise before and after tanh, in each hidden layer but the first; 2 there

	Rate      float64 // learning rate of the first epoch, for the gradient of the loss as the package defines it; .25 there
	Annealing float64 // factor of the rate from an epoch to the next; .995 there
	Momentum  float64 // share of the last direction in the next: direction ← m·direction + (1−m)·gradient; .5 there

	Chain chain.Protocol // of the samples; 1 chain without burn-in, every step a sample, there
	Emit  Emission       // which image of a step is a sample
}

// An Emission says which image a step of the chain gives.
type Emission string

const (
	Means Emission = "means" // p, the means of the pixels (yaoli/GSN)
	Draws Emission = "draws" // pixels 0 or 1, drawn from p: exact samples, to which an estimate by distances gives a lower score
)
