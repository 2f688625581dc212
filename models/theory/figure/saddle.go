package figure

// The figures of games with known equilibria.
var (
	PathsOfSteps = Figure{
		Name: "saddle/paths", Title: "Two players of V = xy", X: "x, which wants V low", Y: "y, which wants V high", Show: []float64{-1, 1},
		Caption: "The first 150 gradient steps from (1, 0): both players at once, and in turns. The equilibrium is (0, 0).",
	}
	DistanceOfSteps = Figure{
		Name: "saddle/distance", Title: "Distance from the equilibrium of V = xy", X: "step", Y: "distance", LogX: true, LogY: true,
		Caption: "Steps at once lead away, steps in turns stay, and the averages of steps in turns come to the equilibrium.",
	}
	Pennies = Figure{
		Name: "saddle/pennies", Title: "Matching pennies", X: "game", Y: "distance from ½", LogX: true, LogY: true,
		Caption: "Both players give the best answer to the shares of heads and tails that the other has played so far. The farther of both shares from the equilibrium.",
	}
	SmallNets = Figure{
		Name: "saddle/nets", Title: "Nets with one parameter each", X: "step", Y: "distance", LogY: true,
		Caption: "A generator of one sample θ and a discriminator σ(ψx), for data at 0, trained at once, with either loss, and with a penalty on the slope of D at the data. Distance of (θ, ψ) from the equilibrium (0, 0).",
	}

	ofSaddles = []Figure{PathsOfSteps, DistanceOfSteps, Pennies, SmallNets}
)
