package classifier

import (
	"math"

	"gan2014/models/nn"
)

// A Config is the recipe of a classifier.
type Config struct {
	Hidden     []int // numbers of ReLU units
	Batch      int   // images of a minibatch
	Epochs     int   // passes over the images
	Rate       nn.Decay
	Momentum   float64
	Keep       float64 // probability that dropout keeps a value of the image
	KeepHidden float64 // the same for the output of a hidden layer
	Shift      Shift
}

// Images is a recipe of ours for images of a height and width. The last hidden layer has 128 features. The validation images of MNIST chose it:
// without shifts, and with the dropout that was the best then, it recognises 98.24 % of them, with shifts of up to one pixel 98.70 %, and of up to two 98.75 %.
func Images(height, width int) Config {
	return Config{
		Hidden: []int{512, 128}, Batch: 100, Epochs: 20, Rate: nn.Decay{Start: .1, Factor: 1.0004, Floor: 1e-4},
		Momentum: .9, Keep: 1, KeepHidden: .8, Shift: Shift{Most: 2, Height: height, Width: width},
	}
}

// layers returns the layers of the net for images of the given size. Weights start as U(−r, r), r = √(6/inputs), so that ReLU layers keep the scale
// of their input (He et al. 2015, "Delving Deep into Rectifiers", equation 10).
func (c Config) layers(inputs, classes int) []nn.Layer {
	var layers []nn.Layer
	keep := c.Keep
	for _, units := range c.Hidden {
		layers = append(layers, nn.Layer{Kind: "relu", Units: units, IRange: math.Sqrt(6 / float64(inputs)), Keep: keep})
		inputs, keep = units, c.KeepHidden
	}
	return append(layers, nn.Layer{Kind: "linear", Units: classes, IRange: math.Sqrt(1 / float64(inputs)), Keep: keep})
}
