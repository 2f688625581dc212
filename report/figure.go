package report

import (
	"fmt"
	"html/template"
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
	Missing error // why it could not be drawn, which SVG says then
	panel   panel
}

// llDepth is how many nats below its highest point a log-likelihood is drawn.
// What lies deeper is far from any choice, and would flatten what is near it.
const llDepth = 400

// figures draws what a run recorded; a run without metrics or evaluations has
// the fewer figures, never empty ones.
func figures(r record) []figure {
	panels := []panel{lossPanel(r), beliefPanel(r), validPanel(r), sigmaPanel(r.Evaluations), distributionPanel(r.Evaluations), samplesPanel(r.Evaluations)}
	panels = append(panels, adversarialPanels(r)...)
	panels = append(panels, otherPanels(r)...)
	var out []figure
	for _, p := range panels {
		if p.empty() {
			continue
		}
		p.id = fmt.Sprintf("run-%d-%s", r.ID, p.id)
		out = append(out, newFigure(p, runName(r.Run), captionName(r.Run)+". "+p.note))
	}
	return out
}

// newFigure draws a panel of a run or of several, whose name its title takes. Where it cannot be drawn, its place says why.
func newFigure(p panel, name, caption string) figure {
	p.title += ": " + name
	svg, err := p.svg()
	if err != nil {
		svg = template.HTML(`<p class="warning">Not drawn: ` + template.HTMLEscapeString(err.Error()) + `.</p>`)
		return figure{ID: p.id, SVG: svg, Caption: caption, Missing: err, panel: p}
	}
	return figure{ID: p.id, SVG: svg, Caption: caption + p.remarks(), panel: p}
}

// runName names a run in prose.
func runName(r results.Run) string {
	if r.Dataset == noData {
		return fmt.Sprintf("%s, seed %d", r.System, r.Seed)
	}
	return fmt.Sprintf("%s on %s, seed %d", r.System, datasetName(r.Dataset), r.Seed)
}

// captionName names a run where its numbers or pictures are shown, which depend on the budget.
func captionName(r results.Run) string {
	if r.Budget == "" {
		return runName(r)
	}
	return runName(r) + ", budget " + r.Budget
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
		if len(missing) > 0 && p.logY {
			fmt.Fprintf(&s, " %s: a cross marks each of %s.", c.name, count(len(missing), "value that is 0 or not finite", "values that are 0 or not finite"))
		} else if len(missing) > 0 {
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
