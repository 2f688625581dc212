package figure

// support is the strip of frames with what generators of one and of two numbers fill.
var support = Figure{
	Name: "support/", Kind: Frame, X: "x", SameAxes: true, Parts: map[string]Part{NameSamples: Points},
	Caption: "Samples of generators whose z is one number and two numbers, and data, N(0, I) in the plane.",
}

// SupportFrame returns the frame with samples of a generator, or with data.
func SupportFrame(name string) Figure { return frame(support, name) }
