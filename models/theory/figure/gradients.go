package figure

import "math"

// The figures of the gradients that reach G when D wins.
var (
	Saturation = Figure{
		Name: "vanishing/divergence", Title: "A divergence that saturates", X: "distance of the means", Y: "nats; nats for a unit of distance",
		Show: []float64{0}, Levels: []Level{{math.Ln2, "log 2"}},
		Caption: "JSD of two Gaussians of standard deviation 1. Beyond a distance of a few it is as good as its greatest, log 2, and its slope, which is all that the optimal " +
			"discriminator tells the generator, is as good as 0.",
	}
	Gradients = gradients("vanishing/norm", "The gradient that reaches G", " Data are N(0, 1), samples about N(d, 1), at the largest distance d of the study where no other is given. Points are means over "+
		"draws of z, with 95 % intervals.")
	GradientsOnMNIST = gradients("mnist-gradient/norm", "The gradient that reaches G, on MNIST", " The nets are like the recipe’s for MNIST, but smaller, and trained for a short time before.")

	ofGradients = []Figure{Saturation, Gradients, GradientsOnMNIST}
)

func gradients(name, title, more string) Figure {
	return Figure{
		Name: name, Title: title, X: "updates of D", Y: "L2 norm of the gradient", LogX: true, LogY: true,
		Caption: "The norm of the gradient of G’s loss in G’s parameters, for a discriminator that was trained longer and longer while G stood still, under either loss of the paper’s " +
			"section 3." + more,
	}
}
