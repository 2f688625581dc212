package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gan2014/internal/metric"
	"gan2014/internal/stats"
	"gan2014/internal/typeset"
	"gan2014/models/theory/figure"
	"gan2014/report/record"
	"gan2014/results"
)

// posteriorPicture is the sheet of what a generator makes nearest to test images.
var posteriorPicture = picture{"posterior", "Rows of ten test images, and below each row what the generator makes nearest to them."}

// newAnnealed returns the part about the likelihood of generators without a window, with the table that compares it with the window's. It is nil if no
// run has such a likelihood.
func newAnnealed(x *record.Index) []extension {
	groups := longestAnnealed(x)
	if len(groups) == 0 {
		return nil
	}
	e := extension{
		ID: "annealed", Title: "Is the window’s number true?", group: figure.Annealed.Group(), kinds: []picture{posteriorPicture},
		Claim: "“This method of estimating the likelihood has somewhat high variance and does not perform well in high dimensional spaces but it is the best method available to our knowledge.”",
	}
	for _, g := range groups {
		e.shown = append(e.shown, g[0])
	}
	e.Tables = []extensionTable{annealedTable(groups)}
	return []extension{e}
}

// longestAnnealed returns the done runs whose likelihood was estimated by annealed importance sampling, by recipe.
func longestAnnealed(x *record.Index) []extended {
	return longest(x, func(r *record.Record) bool { return r.Annealed })
}

// annealedTable compares the likelihoods and the ranks that they give.
func annealedTable(groups []extended) extensionTable {
	t := extensionTable{
		Caption: "Log-likelihood in nats of the same test images under each generator with normal noise of standard deviation σ on its output: by a Parzen window on samples, and by annealed " +
			"importance sampling, which needs no samples (Wu et al. 2017). Both are shown at the σ where the window is highest, so that their difference is what the window misses; and annealing " +
			"at its own best σ of those computed. ± is the standard error over the images, and the gap is that between a lower and an upper bound on images that the generator made. Ranks are " +
			"by the column before. A † marks a rank that the other estimate does not give." + overSeeds,
		Columns: []string{"window", "rank", "annealing", "difference", "annealing, best σ", "rank", "gap"},
	}
	all := make([]annealing, len(groups))
	for i, g := range groups {
		all[i] = g.annealing()
	}
	byWindow := ranks(all, func(a annealing) float64 { return a.window.mean })
	byAnnealing := ranks(all, func(a annealing) float64 { return a.best.mean })
	for i, g := range groups {
		mark := ""
		if byWindow[i] != byAnnealing[i] {
			mark = " †"
		}
		a := all[i]
		t.Rows = append(t.Rows, extensionRow{g.name(), []string{
			a.window.at(), fmt.Sprint(byWindow[i]) + mark, a.same.String(), typeset.Fixed(a.same.mean-a.window.mean, 1), a.best.at(), fmt.Sprint(byAnnealing[i]) + mark,
			g.nats(metric.AnnealingGap),
		}})
	}
	return t
}

// ranks returns the rank of each by its score, 1 for the highest.
func ranks(all []annealing, score func(annealing) float64) []int {
	places := make([]int, len(all))
	for i, a := range all {
		places[i] = 1
		for _, b := range all {
			if score(b) > score(a) {
				places[i]++
			}
		}
	}
	return places
}

// An annealing holds likelihoods of a system by both estimates, as means over its runs.
type annealing struct {
	window likelihoodAt // at the σ where the window is highest
	same   likelihoodAt // annealing at this σ
	best   likelihoodAt // annealing at the σ where it is highest
}

// A likelihoodAt is a mean log-likelihood at a σ, with its error: over images, or over seeds if there are several.
type likelihoodAt struct{ sigma, mean, err float64 }

func (l likelihoodAt) String() string {
	return typeset.Fixed(l.mean, 1) + " ± " + typeset.Fixed(l.err, 1)
}

func (l likelihoodAt) at() string { return fmt.Sprintf("%v at σ %g", l, l.sigma) }

func (g extended) annealing() annealing {
	window, annealed := g.curve("Parzen window"), g.curve("annealed")
	highest := func(curve []likelihoodAt) likelihoodAt {
		if len(curve) == 0 {
			return likelihoodAt{}
		}
		return slices.MaxFunc(curve, func(a, b likelihoodAt) int { return cmp.Compare(a.mean, b.mean) })
	}
	a := annealing{window: highest(window), best: highest(annealed)}
	for _, l := range annealed {
		if l.sigma == a.window.sigma {
			a.same = l
		}
	}
	return a
}

// curve returns the likelihoods over σ whose line's name begins so.
func (g extended) curve(name string) (curve []likelihoodAt) {
	var lines []results.Line
	for _, r := range g {
		for _, l := range r.Study.Lines {
			if l.Figure == figure.Annealed.Name && strings.HasPrefix(l.Name, name) {
				lines = append(lines, l)
			}
		}
	}
	if len(lines) == 0 {
		return nil
	}
	for i, p := range lines[0].Points {
		var values []float64
		for _, l := range lines {
			if i < len(l.Points) && l.Points[i].X == p.X {
				values = append(values, l.Points[i].Y)
			}
		}
		l := likelihoodAt{p.X, p.Y, (p.High - p.Y) / normal95}
		if len(values) > 1 {
			l.mean, l.err = stats.MeanSD(values)
		}
		curve = append(curve, l)
	}
	return curve
}

// normal95 is the 97.5 % quantile of N(0, 1): half a 95 % interval is so many standard errors.
const normal95 = 1.959964
