package figure

import "math"

const minusLog4 = -2 * math.Ln2

// The figures of Proposition 1, Theorem 1 and Proposition 2.
var (
	DistanceFromBest = Figure{
		Name: "proposition1/error", Title: "Distance of D from its optimum", X: "updates of D", Y: "sup |D − D*|", LogX: true, LogY: true,
		Caption: "How far a discriminator that is trained between two fixed densities is from D* = p/(p+q), at most wherever p + q is more than a hundredth of its maximum, after so many updates.",
	}
	ShapeOfD = Figure{
		Name: "proposition1/shape", Title: "D on its way to the optimum", X: "x", Y: "D(x)", Show: []float64{0, 1}, Levels: []Level{{0.5, "½"}},
		Caption: "Dotted: the optimum D* = p/(p+q), which D is to reach.", Parts: map[string]Part{NameBestD: Target},
	}
	ValueOfTheGame = Figure{
		Name: "theorem1/value", Title: "Value of the game", X: "distance of q from p", Y: "V(D, G), nats", Levels: []Level{{minusLog4, "−log 4"}, {0, "0, where D is never wrong"}},
		Caption: "The value at the optimal discriminator, while q moves onto p. Line: −log 4 + 2·JSD(p‖q) by numerical integration. Points: what a trained D " +
			"reaches on fresh samples, with 95 % intervals.",
		Parts: map[string]Part{NameTrained: Points},
	}
	Fits = Figure{
		Name: "theorem1/fits", Title: "What each divergence fits", X: "x", Y: "density", Show: []float64{0},
		Caption: "One Gaussian fitted to data of two modes. KL(p‖q), whose minimum is maximum likelihood, is high where q leaves out what p has; KL(q‖p) is high where q " +
			"has what p has not; JSD is the divergence of the game.",
		Parts: map[string]Part{NameP: Target},
	}
	Criterion = Figure{
		Name: "proposition2/criterion", Title: "The criterion falls to its least", X: "step", Y: "C(q), nats", LogX: true, Levels: []Level{{minusLog4, "−log 4"}},
		Caption: "C(q) = −log 4 + 2·JSD(p‖q) when q is a list of probabilities, with the exact discriminator before each small step of q.",
	}
	StepsOfQ = Figure{
		Name: "proposition2/densities", Title: "q on its way to p", X: "x", Y: "probability", Show: []float64{0},
		Caption: "Dotted: the data’s probabilities p, which q is to reach.", Parts: map[string]Part{NameP: Target},
	}

	ofDensities = []Figure{DistanceFromBest, ShapeOfD, ValueOfTheGame, Fits, Criterion, StepsOfQ}
)
