package figure

import "gan2014/internal/metric"

// Annealed is the figure of the likelihood of a generator over the standard deviation of its output.
var Annealed = Figure{
	Name: metric.AnnealedFigure, Title: "Parzen window and annealed importance sampling", X: "σ", Y: "log-likelihood, nats", LogX: true,
	Caption: "Log-likelihood of the same test images under the generator with normal noise of standard deviation σ on its output: by annealed importance sampling, on average a lower bound, " +
		"and by the Parzen window on samples, whose limit for infinitely many samples it is. Shaded: 95 % interval over the images.",
}
