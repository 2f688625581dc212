package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gan2014/internal/metric"
	"gan2014/internal/stats"
	"gan2014/internal/typeset"
	"gan2014/report/chart"
	"gan2014/report/record"
	"gan2014/results"

	"gonum.org/v1/plot/plotter"
)

// lossPanel shows the recorded losses of D and G. The loss of D is half the sum of its two cross entropies, so its equilibrium is log 2, and
// not the 2·log 2 of the sum. The equilibrium of −log D(G(z)) is log 2 as well, and the equilibrium of the saturating log(1 − D(G(z))) is
// −log 2. With the paper's V(D,G) = −2·loss_d and its section 4.1,
//
//	−2·loss_d = V(D,G) ≤ max over D of V(D,G) = −log 4 + 2·JSD     so     log 2 − loss_d ≤ JSD
func lossPanel(r record.Record) chart.Panel {
	p := chart.Panel{
		ID: "loss", Title: "Losses", X: "epoch", Y: "loss, nats",
		Curves: []chart.Curve{
			metricCurve(r.Metrics, metric.LossD, "D", chart.SolidBlue),
			metricCurve(r.Metrics, metric.LossG, "G", chart.DashedRust),
		},
		Levels: []chart.Level{{Y: math.Ln2, Label: "log 2, equilibrium"}},
		Show:   []float64{0},
		Marks:  end(r),
		Note: "Mean loss of D and of G over each epoch, without smoothing. D’s is half the sum of its cross entropies on data and on samples, so the paper’s " +
			"V(D,G) is −2 times it. Where D is ½ everywhere it is log 2, and V is −log 4: by Theorem 1 of the paper the least that G can reach against the best D. " +
			"How far it lies below log 2 is at most the Jensen-Shannon divergence of data and samples, and is all of it for the D of Proposition 1. ",
	}
	if record.DesignOf(r.Run).Train.Loss == "saturating" { // equation 1 of the paper as it stands
		p.Levels = []chart.Level{{Y: math.Ln2, Label: "log 2, equilibrium of D"}, {Y: -math.Ln2, Label: "−log 2, of G"}}
		p.Note += "G’s is the saturating log(1 − D(G(z)))."
	} else {
		p.Note += "G’s is the non-saturating −log D(G(z)), log 2 at the same point."
	}
	return p
}

func beliefPanel(r record.Record) chart.Panel {
	return chart.Panel{
		ID: "belief", Title: "Mean output of D", X: "epoch", Y: "mean output of D",
		Curves: []chart.Curve{
			metricCurve(r.Metrics, metric.Real, "D(x)", chart.SolidBlue),
			metricCurve(r.Metrics, metric.Fake, "D(G(z))", chart.DashedRust),
		},
		Levels: []chart.Level{{Y: 0.5, Label: "½, equilibrium"}},
		Show:   []float64{0, 1},
		Marks:  end(r),
		Note: "Mean of D(x) over the training images and of D(G(z)) over the samples, in the training pass of each epoch. Where the samples are distributed as the " +
			"data, the best D is ½ everywhere (paper, section 4.1, Proposition 1 and Figure 1d), and both lines meet; a mean of ½ alone does not show that they are.",
	}
}

func validPanel(r record.Record) chart.Panel {
	c := metricCurve(r.Metrics, metric.ValidLL, "validation", chart.SolidBlue)
	c.Dots = true
	return chart.Panel{
		ID: "valid", Title: "Validation log-likelihood", X: "epoch", Y: "log-likelihood, nats", Curves: []chart.Curve{c}, Depth: llDepth, Marks: end(r),
		Note: "Log-likelihood of the validation images under the Parzen window, at the epochs where it was computed.",
	}
}

// adversarialPanels returns the diagnostic panels of adversarial nets.
func adversarialPanels(r record.Record) []chart.Panel {
	pair := func(id, title, y, d, g, note string) chart.Panel {
		return chart.Panel{ID: id, Title: title, X: "epoch", Y: y, Show: []float64{0}, Marks: end(r), Note: note, Curves: []chart.Curve{
			metricCurve(r.Metrics, d, "D", chart.SolidBlue), metricCurve(r.Metrics, g, "G", chart.DashedRust),
		}}
	}
	accuracy := chart.Panel{
		ID: "accuracy", Title: "Accuracy of D", X: "epoch", Y: "share that D gets right", Show: []float64{0, 1}, Marks: end(r),
		Curves: []chart.Curve{metricCurve(r.Metrics, metric.Accuracy, "D", chart.SolidBlue)}, Levels: []chart.Level{{Y: 0.5, Label: "½, equilibrium"}},
		Note: "Share of training images and samples that D takes for what they are. At ½ it does no better than by guessing, as in Figure 1d of the paper; " +
			"at 1 it leaves G little to learn from.",
	}
	return []chart.Panel{
		accuracy,
		pair("gradient", "Gradient norms", "L2 norm of gradients", metric.GradientD, metric.GradientG, "L2 norms of the last gradients of each epoch, over all parameters of a net."),
		pair("norm", "Weight norms", "L2 norm of parameters", metric.NormD, metric.NormG, "L2 norms of all parameters of a net after each epoch."),
	}
}

// end marks the epoch in which a run diverged: the epoch after the last recorded one.
func end(r record.Record) []chart.Mark {
	last := r.Progress().Done
	if r.Status != results.Diverged || last == 0 {
		return nil
	}
	return []chart.Mark{{X: float64(last + 1), Label: "diverged"}}
}

// paperGrid holds the bandwidths of parzen_ll.py: numpy.logspace(-1, 0, 10).
func paperGrid() []float64 {
	var grid []float64
	for i := range 10 {
		grid = append(grid, math.Pow(10, float64(i)/9-1))
	}
	return grid
}

// gridStyle returns the line style of the i-th grid.
func gridStyle(i int) chart.LineStyle {
	return []chart.LineStyle{chart.SolidBlue, chart.DashedRust, chart.DottedInk}[i%3]
}

func sigmaPanel(es []results.Evaluation) chart.Panel {
	p := chart.Panel{
		ID: "sigma", Title: "Choice of the bandwidth", X: "σ", Y: "log-likelihood, nats", LogX: true, Depth: llDepth, Rug: paperGrid(),
		Note: "How the bandwidth σ was chosen: mean log-likelihood of the validation images against σ, with a ring around the chosen σ of each grid. " +
			"The ticks at the foot are the paper’s ten values.",
	}
	for i, e := range es {
		p.Curves = append(p.Curves, sigmaCurve(e, gridStyle(i)))
	}
	return p
}

// distributionPanel shows the distribution of the log-likelihoods of single test images. It leaves out the lowest hundredth, whose tail may
// be longer than the rest of the distribution.
func distributionPanel(es []results.Evaluation) chart.Panel {
	p := chart.Panel{
		ID: "distribution", Title: "Log-likelihood of each test image", X: "log-likelihood, nats", Real: true, Y: "share of the test images, %", Show: []float64{0, 100},
		Note: "How much of the test images has at most a log-likelihood, from the lowest hundredth on. The mean of all is the number of Table 1; a wide " +
			"distribution says that the samples cover some images and miss others.",
	}
	for i, e := range es {
		c := chart.Curve{Name: e.Grid + " grid", Style: gridStyle(i)}
		for _, q := range e.Quantiles {
			if q.Percent > 0 && stats.IsFinite(q.LL) {
				c.Points = append(c.Points, plotter.XY{X: q.LL, Y: float64(q.Percent)})
			}
		}
		p.Curves = append(p.Curves, c)
	}
	return p
}

// samplesPanel shows how the estimate depends on the number of samples.
func samplesPanel(es []results.Evaluation) chart.Panel {
	p := chart.Panel{
		ID: "by-samples", Title: "Log-likelihood and number of samples", X: "samples", Y: "log-likelihood, nats", LogX: true, Depth: llDepth,
		Note: "Log-likelihood of the validation images when only the first so many samples are used, at the best σ of the grid for so many. " +
			"It would go on rising with more samples, with no change of the model: only numbers of equally many samples compare.",
	}
	for i, e := range es {
		c := chart.Curve{Name: e.Grid + " grid", Style: gridStyle(i), Dots: true}
		for _, s := range e.BySamples {
			c.Points = append(c.Points, plotter.XY{X: float64(s.Samples), Y: s.ValidLL})
		}
		if len(c.Points) > 1 { // one number of samples shows no dependence
			p.Curves = append(p.Curves, c)
		}
	}
	return p
}

func sigmaCurve(e results.Evaluation, style chart.LineStyle) chart.Curve {
	c := chart.Curve{Name: fmt.Sprintf("%s grid, σ = %s", e.Grid, typeset.Short(e.Sigma)), Style: style, Dots: true}
	for _, s := range e.Curve {
		if !(s.Sigma > 0) || math.IsInf(s.Sigma, 0) {
			continue // a logarithmic axis cannot show it
		}
		p := plotter.XY{X: s.Sigma, Y: s.ValidLL}
		c.Points = append(c.Points, p)
		if c.Chosen == nil || math.Abs(s.Sigma-e.Sigma) < math.Abs(c.Chosen.X-e.Sigma) { // an optimum lies between two that were tried
			c.Chosen = &p
		}
	}
	return c
}

// metricCurve returns a recorded metric over epochs.
func metricCurve(ms []results.Metric, metric, name string, style chart.LineStyle) chart.Curve {
	c := chart.Curve{Name: name, Metric: metric, Style: style}
	for _, m := range ms {
		if m.Name == metric {
			c.Points = append(c.Points, plotter.XY{X: float64(m.Epoch), Y: m.Value})
		}
	}
	slices.SortStableFunc(c.Points, byX)
	return c
}

func byX(a, b plotter.XY) int { return cmp.Compare(a.X, b.X) }
