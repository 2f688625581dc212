package report

import (
	"math"
	"slices"

	"gan2014/report/sweep"
	"gan2014/report/table1"
)

// A sweepSection is a sweep with its plot.
type sweepSection struct {
	sweep.Sweep
	ID     string
	Figure *plot // nil if no variant has a score
	Shown  []sweep.Variant
	More   int // variants that report.html does not show
}

// newSweeps draws the plots of sweeps, for a page that shows at most so many variants.
func newSweeps(sweeps []sweep.Sweep, most int) (all []sweepSection) {
	left := most
	for i, s := range sweeps {
		section := sweepSection{Sweep: s, ID: sweep.ID(i + 1), Shown: s.Variants[:min(left, len(s.Variants))]}
		left -= len(section.Shown)
		section.More = len(s.Variants) - len(section.Shown)
		if p := s.Panel(); !p.Empty() {
			p.ID = section.ID + "-plot"
			f := newFigure(p, s.Title(), s.Title()+", "+s.Grid+" grid. "+p.Note)
			section.Figure = &f
		}
		all = append(all, section)
	}
	return all
}

// IsHeatMap reports whether the plot of a sweep is a heat map, whose colours are the same on light and dark pages.
func (s sweepSection) IsHeatMap() bool { return len(s.Keys) == 2 }

// withoutSwept returns a table without the rows that the tables of sweeps have.
func withoutSwept(t table1.Table, sweeps []sweepSection) table1.Table {
	swept := map[string]bool{}
	for _, s := range sweeps {
		for _, v := range s.Variants {
			swept[v.Recipe] = true
		}
	}
	return t.Select(func(_ string, r table1.Row) bool { return r.VariantOf == "" || !swept[r.Recipe] })
}

// SweptOn returns the sweeps on a data set, for the line of Table 1 that points to them.
func (p page) SweptOn(dataset string) []sweepSection {
	return slices.DeleteFunc(slices.Clone(p.Sweeps), func(s sweepSection) bool { return s.Dataset != dataset })
}

// sweepsOf returns the sweeps of a system.
func (s *site) sweepsOf(of system) []sweepSection {
	own := slices.DeleteFunc(slices.Clone(s.sweeps), func(w sweep.Sweep) bool { return w.System != of.Name || w.Dataset != of.Dataset })
	return newSweeps(own, math.MaxInt)
}

// SweptOn returns none: the page of a system has all rows of its variants.
func (systemView) SweptOn(string) []sweepSection { return nil }

// sweepPlots returns the plots of sweeps.
func sweepPlots(sweeps []sweepSection) (plots []plot) {
	for _, s := range sweeps {
		if s.Figure != nil {
			plots = append(plots, *s.Figure)
		}
	}
	return plots
}
