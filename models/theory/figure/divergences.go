package figure

import "fmt"

// The figures of the divergences.
var (
	panels = Figure{
		Name: "divergences/panel ", Kind: Frame, X: "x", Y: "density", SameAxes: true, Show: []float64{0}, Parts: map[string]Part{NameP: Target, NameQ: Generator},
		Caption: "Two normal densities, p dotted, that come nearer from left to right. JSD stays at log 2 = 0.693 nats until they overlap.",
	}
	Directions = Figure{
		Name: "divergences/directions", Title: "KL has a direction", X: "standard deviation of q", Y: "nats", LogX: true, Show: []float64{0},
		Caption: "KL between p = N(0, 1) and q = N(0, s²) in both directions.",
	}
	MaximumLikelihood = Figure{
		Name: "divergences/likelihood", Title: "Maximum likelihood minimises KL", X: "updates", Y: "nats", LogX: true,
		Caption: "A net that is trained to make draws from p likely: KL(p‖q), exact, on top of the entropy of p, and the mean of −log q over fresh draws, with 95 % intervals. No net comes below the entropy.",
	}

	ofDivergences = []Figure{Directions, MaximumLikelihood}
)

// Panel returns the n-th panel of two densities, from 1.
func Panel(n int, title string) Figure {
	p := frame(panels, fmt.Sprint(n))
	p.Title = title
	return p
}
