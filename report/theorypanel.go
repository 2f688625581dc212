package report

import (
	"math"
	"strings"

	"gan2014/results"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
)

// Lines that have the same part in every figure: as in the paper's Figure 1, data are dotted, the generator is solid and green, the
// discriminator blue and dashed.
var (
	ofData  = lineStyle{color: ink, dashes: dottedInk.dashes}
	ofQ     = lineStyle{color: green}
	ofD     = lineStyle{color: blue, dashes: []vg.Length{5, 2}}
	ofBestD = lineStyle{color: rust, width: 0.9}
)

const minusLog4 = -2 * math.Ln2

// theoryPanel draws the lines of a figure of a study; one that it does not know has axes without a name.
func theoryPanel(figure string, lines []results.Line) panel {
	p := theoryAxes(figure)
	p.real, p.narrow = true, true
	next := 0
	for _, l := range lines {
		if l.Name == "arrows" {
			for _, q := range l.Points {
				p.mapping = append(p.mapping, plotter.XY{X: q.X, Y: q.Y})
			}
			continue
		}
		style, fixed := roleStyle(figure, l.Name)
		if !fixed {
			style = paletteStyle(next)
			next++
		}
		p.add(l, style)
	}
	p.note = p.title + ". " + p.note
	if p.lost {
		p.note += " What is before the first step has no place on a logarithmic axis."
	}
	return p
}

// roleStyle is the line of what has the same part in every figure.
func roleStyle(figure, name string) (lineStyle, bool) {
	switch {
	case name == "p":
		return ofData, true
	case name == "q":
		return ofQ, true
	case name == "D":
		return ofD, true
	case strings.HasPrefix(name, "D*"):
		if strings.HasPrefix(figure, "figure1") {
			return ofBestD, true
		}
		return ofData, true
	}
	return lineStyle{}, false
}

// add adds a line, without what has no place on a logarithmic axis, such as an interval that reaches 0.
func (p *panel) add(l results.Line, style lineStyle) {
	c := curve{name: l.Name, style: style, loose: strings.HasSuffix(l.Name, "samples")}
	for _, q := range l.Points {
		if p.logX && q.X <= 0 {
			p.lost = true
			continue
		}
		if p.logY && q.Y <= 0 {
			q.Y = math.NaN()
		}
		c.points = append(c.points, plotter.XY{X: q.X, Y: q.Y})
		if hasInterval(q) && isFinite(q.Y) && (!p.logY || q.Low > 0) {
			c.intervals = append(c.intervals, span{q.X, q.Low, q.High})
		}
	}
	p.curves = append(p.curves, c)
}

// theoryAxes are the axes of a figure, and what its caption says.
func theoryAxes(figure string) panel {
	group, name, _ := strings.Cut(figure, "/")
	if group == "figure1" {
		return figure1Axes(name)
	}
	switch figure {
	case "proposition1/error":
		return panel{title: "Distance of D from its optimum", x: "updates of D", y: "sup |D − D*|", logX: true, logY: true,
			note: "How far a discriminator that is trained between two fixed densities is from D* = p/(p+q), at most wherever p + q is more than a hundredth of its maximum, after so many updates."}
	case "proposition1/shape":
		return panel{title: "D on its way to the optimum", x: "x", y: "D(x)", show: []float64{0, 1}, levels: []level{{0.5, "½"}},
			note: "Dotted: the optimum D* = p/(p+q), which D is to reach."}
	case "theorem1/value":
		return panel{title: "Value of the game", x: "distance of q from p", y: "V(D, G), nats", levels: []level{{minusLog4, "−log 4"}, {0, "0, where D is never wrong"}},
			note: "The value at the optimal discriminator, while q moves onto p. Line: −log 4 + 2·JSD(p‖q) by numerical integration. Points: what a trained D " +
				"reaches on fresh samples, with 95 % intervals."}
	case "theorem1/fits":
		return panel{title: "What each divergence fits", x: "x", y: "density", show: []float64{0},
			note: "One Gaussian fitted to data of two modes. KL(p‖q), whose minimum is maximum likelihood, is high where q leaves out what p has; KL(q‖p) is high where q " +
				"has what p has not; JSD is the divergence of the game."}
	case "proposition2/criterion":
		return panel{title: "The criterion falls to its least", x: "step", y: "C(q), nats", logX: true, levels: []level{{minusLog4, "−log 4"}},
			note: "C(q) = −log 4 + 2·JSD(p‖q) when q is a list of probabilities, with the exact discriminator before each small step of q."}
	case "proposition2/densities":
		return panel{title: "q on its way to p", x: "x", y: "probability", show: []float64{0},
			note: "Dotted: the data’s probabilities p, which q is to reach."}
	case "vanishing/divergence":
		return panel{title: "A divergence that saturates", x: "distance of the means", y: "nats; nats for a unit of distance", show: []float64{0}, levels: []level{{math.Ln2, "log 2"}},
			note: "JSD of two Gaussians of standard deviation 1. Beyond a distance of a few it is as good as its greatest, log 2, and its slope, which is all that the optimal " +
				"discriminator tells the generator, is as good as 0."}
	case "vanishing/norm":
		return normPanel("The gradient that reaches G", " Data are N(0, 1), samples about N(8, 1), at a distance of 8 where no other is given. Points are means over "+
			"draws of z, with 95 % intervals.")
	case "mnist-gradient/norm":
		return normPanel("The gradient that reaches G, on MNIST", " The nets are like the recipe’s for MNIST, but smaller, after an epoch of training.")
	case "collapse/ring":
		return coveragePanel("Modes covered on a ring of 8 Gaussians", "modes covered", 8)
	case "collapse/grid":
		return coveragePanel("Modes covered on a grid of 25 Gaussians", "modes covered", 25)
	case "mnist-collapse/classes":
		return coveragePanel("Classes of MNIST covered", "classes covered", 10)
	}
	return panel{title: figure}
}

func figure1Axes(name string) panel {
	p := panel{x: "x", y: "density, or D", show: []float64{0, 1}}
	switch name {
	case "a":
		p.title = "(a) before the training"
		p.note = "As in Figure 1 of the paper. Dotted: density of the data p; solid: that of the generator q; dashed: the discriminator D; thin: its optimum D* = p/(p+q) " +
			"for these densities, where p + q is more than a hundredth of its maximum. x is in standard deviations of the data. Below, arrows lead from values of the noise z to G(z); where they come close together, q is high."
	case "b":
		p.title, p.note = "(b) after steps of D alone", "As (a). A D that is trained long enough lies on D*."
	case "c":
		p.title, p.note = "(c) after steps of G", "As (b). The gradient of D leads the samples to where D takes them for data."
	case "d":
		p.title, p.note = "(d) at the end of the training", "As (c). Where q lies on p, the best D is ½."
		p.levels = []level{{0.5, "½"}}
	default:
		p.title = name
	}
	return p
}

func normPanel(title, more string) panel {
	return panel{title: title, x: "updates of D", y: "L2 norm of the gradient", logX: true, logY: true,
		note: "The norm of the gradient of G’s loss in G’s parameters, for a discriminator that was trained longer and longer while G stood still, under either loss of the paper’s " +
			"section 3." + more}
}

func coveragePanel(title, y string, all float64) panel {
	return panel{title: title, x: "updates of G", y: y, show: []float64{0}, levels: []level{{all, "all " + fixed(all, 0)}},
		note: "Covered is what has a fifth or more of its fair share of the samples. Mean over seeds; shaded: its 95 % interval. k is how many steps D makes for each step of G; " +
			"or G makes 20 for each of D."}
}
