package report

import (
	"fmt"
	"slices"

	"gan2014/internal/stats"
	"gan2014/internal/typeset"
	"gan2014/report/chart"
	"gan2014/report/record"

	"gonum.org/v1/plot/plotter"
)

// curves holds the learning curves of one recipe with all its seeds.
type curves struct {
	Name    string
	Figures []plot
}

// seedCurves draws the curves of a recipe that was trained with several seeds: a thin line for each, and their median. It returns nil if there
// are none.
func seedCurves(seeds []*record.Record) *curves {
	if len(seeds) < 2 {
		return nil
	}
	first := seeds[0]
	c := &curves{Name: fmt.Sprintf("%s on %s, budget %s", first.System, record.DatasetName(first.Dataset), typeset.OrDash(first.Budget))}
	for _, p := range seedPanels(seeds) {
		if p.Empty() {
			continue
		}
		p.ID = fmt.Sprintf("seeds-%d-%s", first.ID, p.ID)
		caption := fmt.Sprintf("%s. Thin: each of %s; thick: their median, where all have a value. ", c.Name, typeset.Count(len(seeds), "seed", "seeds"))
		c.Figures = append(c.Figures, newFigure(p, c.Name, caption+p.Note))
	}
	if len(c.Figures) == 0 {
		return nil
	}
	return c
}

// seedPanels returns the panels that are worth comparing between seeds, each with the curves of all seeds.
func seedPanels(seeds []*record.Record) []chart.Panel {
	panels := []chart.Panel{lossPanel(*seeds[0]), beliefPanel(*seeds[0]), validPanel(*seeds[0])}
	for i := range panels {
		p := &panels[i]
		var all []chart.Curve
		for _, median := range p.Curves {
			for _, s := range seeds {
				all = append(all, metricCurve(s.Metrics, median.Metric, "", median.Style.Thin()))
			}
			median.Points, median.Style, median.Dots = medianOf(seeds, median.Metric), median.Style.Thick(), false
			all = append(all, median)
		}
		p.Curves, p.Marks = all, nil
	}
	return panels
}

// medianOf returns the median over the seeds, at the epochs at which all seeds have a finite value.
func medianOf(seeds []*record.Record, metric string) plotter.XYs {
	values := map[int][]float64{}
	for _, s := range seeds {
		for _, m := range s.Metrics {
			if m.Name == metric && stats.IsFinite(m.Value) {
				values[m.Epoch] = append(values[m.Epoch], m.Value)
			}
		}
	}
	var out plotter.XYs
	for epoch, v := range values {
		if len(v) == len(seeds) {
			out = append(out, plotter.XY{X: float64(epoch), Y: stats.Median(v)})
		}
	}
	slices.SortFunc(out, byX)
	return out
}
