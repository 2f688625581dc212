package report

import (
	"fmt"
	"slices"

	"gonum.org/v1/plot/plotter"
)

// curves are the learning curves of one recipe, of all its seeds together.
type curves struct {
	Name    string
	Figures []figure
}

// seedCurves draws the recipes that were trained with several seeds: a thin line for each, and their median.
func seedCurves(records []record) (out []curves) {
	for _, seeds := range byRecipe(records) {
		if len(seeds) < 2 {
			continue
		}
		first := seeds[0]
		c := curves{Name: fmt.Sprintf("%s on %s, budget %s", first.System, datasetName(first.Dataset), orDash(first.Budget))}
		for _, p := range seedPanels(seeds) {
			if p.empty() {
				continue
			}
			p.id = fmt.Sprintf("seeds-%d-%s", first.ID, p.id)
			caption := fmt.Sprintf("%s. Thin: each of %s; thick: their median, where all have a value. ", c.Name, count(len(seeds), "seed", "seeds"))
			c.Figures = append(c.Figures, newFigure(p, c.Name, caption+p.note))
		}
		if len(c.Figures) > 0 {
			out = append(out, c)
		}
	}
	return out
}

// byRecipe groups the runs that were not superseded, in the order of each recipe's first.
func byRecipe(records []record) [][]record {
	var out [][]record
	for _, r := range records {
		if r.Superseded {
			continue
		}
		i := slices.IndexFunc(out, func(g []record) bool { return g[0].Recipe == r.Recipe })
		if i < 0 {
			i = len(out)
			out = append(out, nil)
		}
		out[i] = append(out[i], r)
	}
	return out
}

// seedPanels are the panels of a run that are worth comparing, each with the curves of all seeds.
func seedPanels(seeds []record) []panel {
	panels := []panel{lossPanel(seeds[0]), beliefPanel(seeds[0]), validPanel(seeds[0])}
	for i := range panels {
		p := &panels[i]
		var all []curve
		for _, median := range p.curves {
			for _, s := range seeds {
				all = append(all, metricCurve(s.Metrics, median.metric, "", median.style.thin()))
			}
			median.points, median.style, median.dots = medianOf(seeds, median.metric), median.style.thick(), false
			all = append(all, median)
		}
		p.curves, p.marks = all, nil
	}
	return panels
}

// medianOf is the median over seeds at the epochs where all have a finite value.
func medianOf(seeds []record, metric string) plotter.XYs {
	values := map[int][]float64{}
	for _, s := range seeds {
		for _, m := range s.Metrics {
			if m.Name == metric && isFinite(m.Value) {
				values[m.Epoch] = append(values[m.Epoch], m.Value)
			}
		}
	}
	var out plotter.XYs
	for epoch, v := range values {
		if len(v) == len(seeds) {
			slices.Sort(v)
			out = append(out, plotter.XY{X: float64(epoch), Y: (v[(len(v)-1)/2] + v[len(v)/2]) / 2})
		}
	}
	slices.SortFunc(out, byX)
	return out
}
