package figure

// NameWalked is the line of the crossings that a chain has made.
const NameWalked = "measured"

// The figures of Markov chains beside adversarial nets.
var (
	Crossings = Figure{
		Name: "chains/crossings", Title: "Steps from one mode to the other", X: "width of the modes", Y: "steps", LogY: true, Parts: map[string]Part{NameWalked: Points},
		Caption: "Metropolis’s chain on points .1 apart, between two normal modes at −1 and 1. Measured: means with 95 % intervals. λ₂ is the second eigenvalue of its transition matrix.",
	}
	Sharpness = Figure{
		Name: "chains/sharpness", Title: "How sharp the modes are", X: "distance from the nearest mode", Y: "share of samples within it", Show: []float64{0, 1},
		Caption: "A generator trained on data at −1 and 1 exactly, and the sharpest normal modes between which the chain crosses in the wanted number of steps.",
	}
	Machines = Figure{
		Name: "chains/machines", Title: "A Boltzmann machine", X: "step", Y: "nats below the greatest log-likelihood", LogY: true,
		Caption: "A machine without hidden units, learning from the exact gradient, from chains that are carried on (PCD), and from chains that begin at the data in each step (CD-1), of which there may be infinitely many, without noise. Means over a fiftieth of the steps, cut off at 0.001.",
	}
	KeptUp = Figure{
		Name: "chains/discriminators", Title: "D beside a G that moves", X: "mean of G’s samples; that of the data is 0", Y: "nats below the value of the best D", LogY: true,
		Caption: "A logistic D while the mean of G goes from 3 to 0, from right to left: carried on with one step for each of G, or begun anew each time. Means over a fiftieth of the steps.",
	}

	ofChains = []Figure{Crossings, Sharpness, Machines, KeptUp}
)
