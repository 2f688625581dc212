package figure

import "fmt"

// The figures of the game in one dimension, drawn like the paper's Figure 1.
var (
	BeforeTraining = gameFigure("a", "(a) before the training",
		"As in Figure 1 of the paper. Dotted: density of the data p; solid: that of the generator q; dashed: the discriminator D; thin: its optimum D* = p/(p+q) "+
			"for these densities, where p + q is more than a hundredth of its maximum. x is in the unit of the data. Below, arrows lead from values of the noise z to G(z); where they come close together, q is high.")
	AfterD        = gameFigure("b", "(b) after steps of D alone", "As (a). A D that is trained long enough lies on D*.")
	AfterG        = gameFigure("c", "(c) after steps of G", "As (b). The gradient of D leads the samples to where D takes them for data.")
	AfterTraining = gameFigure("d", "(d) at the end of the training", "As (c). Where q lies on p, the best D is ½.", Level{0.5, "½"})

	ofTheGame = []Figure{BeforeTraining, AfterD, AfterG, AfterTraining}
)

// film is the strip of frames of the same training.
var film = Figure{
	Name: "film/", Kind: Frame, X: "x", SameAxes: true, Parts: gameParts,
	Caption: "The training of Figure 1 as a film, in the same axes, from left to right. Dotted: the data’s density p; solid: the generator’s q; dashed: D.",
}

var gameParts = map[string]Part{NameP: Target, NameQ: Generator, NameD: Discriminator, NameBestD: Best, NameArrows: Arrows}

func gameFigure(name, title, caption string, levels ...Level) Figure {
	return Figure{Name: "figure1/" + name, Title: title, Caption: caption, X: "x", Y: "density, or D", Show: []float64{0, 1}, Levels: levels, Parts: gameParts}
}

// FilmFrame returns the n-th frame of the film, from 1.
func FilmFrame(n int) Figure { return frame(film, fmt.Sprintf("%02d", n)) }
