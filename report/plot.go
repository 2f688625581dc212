package report

import (
	"fmt"
	"html/template"

	"gan2014/report/chart"
	"gan2014/report/record"
)

// A plot is a drawn figure with a self-contained caption.
type plot struct {
	ID      string
	Number  int
	SVG     template.HTML
	Caption string
	NoRoom  bool  // the page has no room for it; its files are written all the same
	Missing error // why it could not be drawn; SVG then shows this reason
	panel   chart.Panel
}

// llDepth is the depth in nats below its highest point to which a log-likelihood
// is drawn. Lower values are far from the chosen sigma and would flatten the
// curve near it.
const llDepth = 400

// figures draws the figures of a run. A run without metrics or evaluations gets
// fewer figures, but never empty ones.
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

// newFigure draws a panel of one or more runs and adds their name to its title. If drawing fails, the figure's place shows the reason.
func newFigure(p chart.Panel, name, caption string) plot {
	p.Title += ": " + name
	svg, err := p.SVG()
	if err != nil {
		svg = template.HTML(`<p class="warning">Not drawn: ` + template.HTMLEscapeString(err.Error()) + `.</p>`)
		return plot{ID: p.ID, SVG: svg, Caption: caption, Missing: err, panel: p}
	}
	return plot{ID: p.ID, SVG: svg, Caption: caption + p.Remarks(), panel: p}
}
