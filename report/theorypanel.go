package report

import (
	"math"
	"strings"

	"gan2014/internal/stats"
	"gan2014/internal/typeset"
	"gan2014/report/chart"
	"gan2014/results"

	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
)

// Lines that have the same part in every figure: as in the paper's Figure 1, data are dotted, the generator is solid and green, the
// discriminator blue and dashed.
var (
	ofData  = chart.LineStyle{Color: chart.Ink, Dashes: chart.DottedInk.Dashes}
	ofQ     = chart.LineStyle{Color: chart.Green}
	ofD     = chart.LineStyle{Color: chart.Blue, Dashes: []vg.Length{5, 2}}
	ofBestD = chart.LineStyle{Color: chart.Rust, Width: 0.9}
)

const minusLog4 = -2 * math.Ln2

// theoryPanel draws the lines of a figure of a study; one that it does not know has axes without a name.
func theoryPanel(figure string, lines []results.Line) chart.Panel {
	p := theoryAxes(figure)
	p.Real, p.Narrow = true, true
	next, lost := 0, false
	for _, l := range lines {
		if l.Name == "arrows" {
			for _, q := range l.Points {
				p.Mapping = append(p.Mapping, plotter.XY{X: q.X, Y: q.Y})
			}
			continue
		}
		style, fixed := roleStyle(figure, l.Name)
		if !fixed {
			style = chart.PaletteStyle(next)
			next++
		}
		if addLine(&p, l, style) {
			lost = true
		}
	}
	p.Note = p.Title + ". " + p.Note
	if lost {
		p.Note += " What is before the first step has no place on a logarithmic axis."
	}
	return p
}

// roleStyle is the line of what has the same part in every figure.
func roleStyle(figure, name string) (chart.LineStyle, bool) {
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
	return chart.LineStyle{}, false
}

// addLine adds a line, without what has no place on a logarithmic axis, such as an interval that reaches 0. lost: points of it have none
// on that of x.
func addLine(p *chart.Panel, l results.Line, style chart.LineStyle) (lost bool) {
	c := chart.Curve{Name: l.Name, Style: style, Loose: strings.HasSuffix(l.Name, "samples")}
	for _, q := range l.Points {
		if p.LogX && q.X <= 0 {
			lost = true
			continue
		}
		if p.LogY && q.Y <= 0 {
			q.Y = math.NaN()
		}
		c.Points = append(c.Points, plotter.XY{X: q.X, Y: q.Y})
		if hasInterval(q) && stats.IsFinite(q.Y) && (!p.LogY || q.Low > 0) {
			c.Intervals = append(c.Intervals, chart.Span{X: q.X, Low: q.Low, High: q.High})
		}
	}
	p.Curves = append(p.Curves, c)
	return lost
}

// theoryAxes are the axes of a figure, and what its caption says.
func theoryAxes(figure string) chart.Panel {
	group, name, _ := strings.Cut(figure, "/")
	if group == "figure1" {
		return figure1Axes(name)
	}
	switch figure {
	case "proposition1/error":
		return chart.Panel{Title: "Distance of D from its optimum", X: "updates of D", Y: "sup |D − D*|", LogX: true, LogY: true,
			Note: "How far a discriminator that is trained between two fixed densities is from D* = p/(p+q), at most wherever p + q is more than a hundredth of its maximum, after so many updates."}
	case "proposition1/shape":
		return chart.Panel{Title: "D on its way to the optimum", X: "x", Y: "D(x)", Show: []float64{0, 1}, Levels: []chart.Level{{Y: 0.5, Label: "½"}},
			Note: "Dotted: the optimum D* = p/(p+q), which D is to reach."}
	case "theorem1/value":
		return chart.Panel{Title: "Value of the game", X: "distance of q from p", Y: "V(D, G), nats", Levels: []chart.Level{{Y: minusLog4, Label: "−log 4"}, {Y: 0, Label: "0, where D is never wrong"}},
			Note: "The value at the optimal discriminator, while q moves onto p. Line: −log 4 + 2·JSD(p‖q) by numerical integration. Points: what a trained D " +
				"reaches on fresh samples, with 95 % intervals."}
	case "theorem1/fits":
		return chart.Panel{Title: "What each divergence fits", X: "x", Y: "density", Show: []float64{0},
			Note: "One Gaussian fitted to data of two modes. KL(p‖q), whose minimum is maximum likelihood, is high where q leaves out what p has; KL(q‖p) is high where q " +
				"has what p has not; JSD is the divergence of the game."}
	case "proposition2/criterion":
		return chart.Panel{Title: "The criterion falls to its least", X: "step", Y: "C(q), nats", LogX: true, Levels: []chart.Level{{Y: minusLog4, Label: "−log 4"}},
			Note: "C(q) = −log 4 + 2·JSD(p‖q) when q is a list of probabilities, with the exact discriminator before each small step of q."}
	case "proposition2/densities":
		return chart.Panel{Title: "q on its way to p", X: "x", Y: "probability", Show: []float64{0},
			Note: "Dotted: the data’s probabilities p, which q is to reach."}
	case "vanishing/divergence":
		return chart.Panel{Title: "A divergence that saturates", X: "distance of the means", Y: "nats; nats for a unit of distance", Show: []float64{0}, Levels: []chart.Level{{Y: math.Ln2, Label: "log 2"}},
			Note: "JSD of two Gaussians of standard deviation 1. Beyond a distance of a few it is as good as its greatest, log 2, and its slope, which is all that the optimal " +
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
	return chart.Panel{Title: figure}
}

func figure1Axes(name string) chart.Panel {
	p := chart.Panel{X: "x", Y: "density, or D", Show: []float64{0, 1}}
	switch name {
	case "a":
		p.Title = "(a) before the training"
		p.Note = "As in Figure 1 of the paper. Dotted: density of the data p; solid: that of the generator q; dashed: the discriminator D; thin: its optimum D* = p/(p+q) " +
			"for these densities, where p + q is more than a hundredth of its maximum. x is in standard deviations of the data. Below, arrows lead from values of the noise z to G(z); where they come close together, q is high."
	case "b":
		p.Title, p.Note = "(b) after steps of D alone", "As (a). A D that is trained long enough lies on D*."
	case "c":
		p.Title, p.Note = "(c) after steps of G", "As (b). The gradient of D leads the samples to where D takes them for data."
	case "d":
		p.Title, p.Note = "(d) at the end of the training", "As (c). Where q lies on p, the best D is ½."
		p.Levels = []chart.Level{{Y: 0.5, Label: "½"}}
	default:
		p.Title = name
	}
	return p
}

func normPanel(title, more string) chart.Panel {
	return chart.Panel{Title: title, X: "updates of D", Y: "L2 norm of the gradient", LogX: true, LogY: true,
		Note: "The norm of the gradient of G’s loss in G’s parameters, for a discriminator that was trained longer and longer while G stood still, under either loss of the paper’s " +
			"section 3." + more}
}

func coveragePanel(title, y string, all float64) chart.Panel {
	return chart.Panel{Title: title, X: "updates of G", Y: y, Show: []float64{0}, Levels: []chart.Level{{Y: all, Label: "all " + typeset.Fixed(all, 0)}},
		Note: "Covered is what has a fifth or more of its fair share of the samples. Mean over seeds; shaded: its 95 % interval. k is how many steps D makes for each step of G; " +
			"or G makes 20 for each of D."}
}
