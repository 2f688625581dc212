package report

import (
	"fmt"
	"html/template"

	"gan2014/report/chart"
	"gan2014/report/record"
)

// A plot is a drawn figure with a caption that stands alone.
type plot struct {
	ID      string
	Number  int
	SVG     template.HTML
	Caption string
	Missing error // why it could not be drawn, which SVG says then
	panel   chart.Panel
}

// llDepth is how many nats below its highest point a log-likelihood is drawn.
// What lies deeper is far from any choice, and would flatten what is near it.
const llDepth = 400

// figures draws what a run recorded; a run without metrics or evaluations has
// the fewer figures, never empty ones.
func figures(r record.Record) []plot {
	panels := []chart.Panel{lossPanel(r), beliefPanel(r), validPanel(r), sigmaPanel(r.Evaluations), distributionPanel(r.Evaluations), samplesPanel(r.Evaluations)}
	panels = append(panels, adversarialPanels(r)...)
	panels = append(panels, otherPanels(r)...)
	var out []plot
	for _, p := range panels {
		if p.Empty() {
			continue
		}
		p.ID = fmt.Sprintf("run-%d-%s", r.ID, p.ID)
		out = append(out, newFigure(p, record.RunName(r.Run), record.CaptionName(r.Run)+". "+p.Note))
	}
	return out
}

// newFigure draws a panel of a run or of several, whose name its title takes. Where it cannot be drawn, its place says why.
func newFigure(p chart.Panel, name, caption string) plot {
	p.Title += ": " + name
	svg, err := p.SVG()
	if err != nil {
		svg = template.HTML(`<p class="warning">Not drawn: ` + template.HTMLEscapeString(err.Error()) + `.</p>`)
		return plot{ID: p.ID, SVG: svg, Caption: caption, Missing: err, panel: p}
	}
	return plot{ID: p.ID, SVG: svg, Caption: caption + p.Remarks(), panel: p}
}
