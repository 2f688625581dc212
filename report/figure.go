package report

import (
	"fmt"
	"html/template"
	"math"
	"strings"

	"gan2014/results"
	"gonum.org/v1/plot/plotter"
)

// A figure is a plot with a caption that stands alone.
type figure struct {
	ID      string
	Number  int
	SVG     template.HTML
	Caption string
	panel   panel
}

// llDepth is how many nats below its highest point a log-likelihood is drawn.
// What lies deeper is far from any choice, and would flatten what is near it.
const llDepth = 400

// figures draws what a run recorded; a run without metrics or evaluations has
// the fewer figures, never empty ones.
func figures(r record) ([]figure, error) {
	run, ms, es := r.Run, r.Metrics, r.Evaluations
	var out []figure
	for _, f := range []struct {
		panel   panel
		caption string
	}{
		{lossPanel(r), "Loss of D and of G, mean over each epoch. D’s is ½(BCE on data + BCE on samples), G’s is the non-saturating −log D(G(z)). " +
			"Both are log 2 at the equilibrium, where D is ½ everywhere."},
		{beliefPanel(ms), "Mean of D(x) over the training images and of D(G(z)) over the samples, in the training pass of each epoch. Both are ½ at the equilibrium."},
		{validPanel(ms), "Log-likelihood of the validation images under the Parzen window, at the epochs where it was computed."},
		{sigmaPanel(es), "How the bandwidth σ was chosen: mean log-likelihood of the validation images against σ, with a ring around the chosen σ of each grid."},
	} {
		if f.panel.empty() {
			continue
		}
		f.panel.id = fmt.Sprintf("run-%d-%s", run.ID, f.panel.id)
		f.panel.title += ": " + runName(run)
		svg, err := f.panel.svg()
		if err != nil {
			return nil, err
		}
		out = append(out, figure{ID: f.panel.id, panel: f.panel, SVG: svg, Caption: runName(run) + ". " + f.caption + f.panel.remarks()})
	}
	return out, nil
}

// runName names a run in prose.
func runName(r results.Run) string {
	return fmt.Sprintf("%s on %s, seed %d", r.System, datasetName(r.Dataset), r.Seed)
}

func lossPanel(r record) panel {
	ms := r.Metrics
	return panel{
		id: "loss", title: "Losses", x: "epoch", y: "loss, nats",
		curves: []curve{
			metricCurve(ms, "loss_d", "D", solidBlue),
			metricCurve(ms, "loss_g", "G", dashedRust),
		},
		levels: []level{{math.Ln2, "log 2, equilibrium"}},
		show:   []float64{0},
	}
}

func beliefPanel(ms []results.Metric) panel {
	return panel{
		id: "belief", title: "Mean output of D", x: "epoch", y: "mean output of D",
		curves: []curve{
			metricCurve(ms, "d_real", "D(x)", solidBlue),
			metricCurve(ms, "d_fake", "D(G(z))", dashedRust),
		},
		levels: []level{{0.5, "½, equilibrium"}},
		show:   []float64{0, 1},
	}
}

func validPanel(ms []results.Metric) panel {
	c := metricCurve(ms, "valid_ll", "validation", solidBlue)
	c.dots = true
	return panel{id: "valid", title: "Validation log-likelihood", x: "epoch", y: "log-likelihood, nats", curves: []curve{c}, depth: llDepth}
}

func sigmaPanel(es []results.Evaluation) panel {
	p := panel{id: "sigma", title: "Choice of the bandwidth", x: "σ", y: "log-likelihood, nats", logX: true, depth: llDepth}
	for i, e := range es {
		p.curves = append(p.curves, sigmaCurve(e, []lineStyle{solidBlue, dashedRust}[i%2]))
	}
	return p
}

func sigmaCurve(e results.Evaluation, style lineStyle) curve {
	c := curve{name: fmt.Sprintf("%s grid, σ = %s", e.Grid, short(e.Sigma)), style: style, dots: true}
	for _, s := range e.Curve {
		if !(s.Sigma > 0) || math.IsInf(s.Sigma, 0) {
			continue // has no place on a logarithmic axis
		}
		p := plotter.XY{X: s.Sigma, Y: s.ValidLL}
		c.points = append(c.points, p)
		if s.Sigma == e.Sigma {
			c.chosen = &p
		}
	}
	return c
}

// remarks says what the caption must add about this drawing of the data.
func (p panel) remarks() string {
	var s strings.Builder
	if n := p.below(); n > 0 {
		fmt.Fprintf(&s, " The axis ends %g nats below the highest point; %s deeper.", p.depth, count(n, "point lies", "points lie"))
	}
	for _, c := range p.curves {
		drawn, missing := c.finite()
		if len(drawn) > 2*envelopeBuckets {
			fmt.Fprintf(&s, " %s: %s points drawn as the least and greatest of each of %d stretches.", c.name, Grouped(int64(len(drawn))), envelopeBuckets)
		}
		if len(missing) > 0 {
			fmt.Fprintf(&s, " %s: a cross marks each of %s.", c.name, count(len(missing), "value that is not finite", "values that are not finite"))
		}
	}
	return s.String()
}

// below counts the points under the end of the axis.
func (p panel) below() int {
	if p.depth == 0 {
		return 0
	}
	var drawn plotter.XYs
	for _, c := range p.curves {
		points, _ := c.finite()
		drawn = append(drawn, points...)
	}
	if len(drawn) == 0 {
		return 0
	}
	_, _, _, highest := plotter.XYRange(drawn)
	n := 0
	for _, q := range drawn {
		if q.Y < highest-p.depth {
			n++
		}
	}
	return n
}
