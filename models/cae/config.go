package cae

import (
	"gan2014/models/chain"
	"gan2014/models/stack"
)

// A Config is the recipe of a stack of contractive auto-encoders, and of its samples. Every field is needed unless it says what
// zero means.
type Config struct {
	Batch  int     // images in a minibatch
	Layers []Layer // from the images up

	Chain chain.Protocol
	// Level is the number of lower auto-encoders that a step of the walk leaves out. 0 walks over images, through the whole stack; 1
	// walks over the codes of the first. While fewer layers have begun, the walk uses the top one.
	Level int
	Noise float64 // standard deviation of ε; validation images should choose it, because it depends on the scale of J
}

// A Layer is the recipe of an auto-encoder. Its loss is in nats per example.
type Layer struct {
	stack.LayerSchedule
	Contraction float64 // λ; 0 means a plain auto-encoder
}
